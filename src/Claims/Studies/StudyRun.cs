using Repro.Claims.Arithmetic;

namespace Repro.Claims.Studies;

/// <summary>One training of a study.</summary>
/// <param name="Stage">The budget's name; <see cref="StudyDesign.ParentStage"/> of an addition model from which others start.</param>
/// <param name="Condition">The condition; null of a parent.</param>
/// <param name="Plan">All that fixes the training.</param>
public sealed record StudyRun(string Stage, StudyCondition? Condition, TrainingPlan Plan)
{
    /// <summary>Stage and model, for instance <c>early/sub_d5_l3_h4_s1</c>; also the file's path in the study's folder.</summary>
    public string Name => $"{Stage}/{Plan.Name}";

    /// <summary>The broad sets of questions that the model is asked.</summary>
    public IEnumerable<QuestionSet> Sets => AccuracyPlan.Broad(Plan.Layout, Plan.Name.Operations);
}
