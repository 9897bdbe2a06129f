using Repro.Claims.Arithmetic;
using Repro.Claims.Transfer;
using Repro.Models.Storage;

namespace Repro.Claims.Zoo;

/// <summary>Model files that must be what a plan trains.</summary>
public static class PlannedModel
{
    /// <summary>Reads a model and checks that it was trained as the plan says.</summary>
    /// <exception cref="SafetensorsException">The file is damaged or was trained in another way.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelFile Load(string path, TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var model = ModelFile.Load(path, plan.Config);
        var data = plan.CreateData().Identity;
        if (model.Recipe != plan.Recipe || model.Step != plan.Recipe.Steps || !string.Equals(model.Data, data, StringComparison.Ordinal))
        {
            throw new SafetensorsException(
                path,
                tensor: null,
                $"the model was trained for {model.Step} steps with {model.Recipe} on '{model.Data}'; "
                + $"expected are {plan.Recipe.Steps} steps with {plan.Recipe} on '{data}'.");
        }

        if (!model.Initialisation.StartsWith(plan.InitialisationStart, StringComparison.Ordinal))
        {
            throw new SafetensorsException(
                path, tensor: null, $"the model's initialisation was '{model.Initialisation}'; expected is '{plan.InitialisationStart}…'.");
        }

        return model;
    }

    /// <summary>The initialisation of a plan, from its parent's file in the folder, that of the zoo first; null for a plan from scratch.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SafetensorsException">The file is damaged or was trained in another way than the parent's plan.</exception>
    public static ParentTransfer? StartFrom(TrainingPlan plan, ModelFolder folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        if (plan.Parent is not { } parent)
        {
            return null;
        }

        var preset = Names.Of(parent.Preset);
        var path = folder.Find(parent.Name, parent.Preset) ?? throw new FileNotFoundException(
            $"{plan.Name} starts from {parent.Name}, and there is no {preset} model of that name; 'repro train {parent.Name} --preset {preset}' makes it.");
        return plan.StartFrom(Load(path, parent).Parameters);
    }
}
