using Repro.Models.Transformer;
using static TorchSharp.torch;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// One or more models of one shape on one device, trained in the same operations: small models leave a GPU waiting for the next launch,
/// and the launches of a step are the same for any number of them. Every batch has the same size; learning rates may differ.
/// </summary>
internal sealed class TorchModels : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly Precision _precision;

    /// <summary>Models with zero parameters.</summary>
    public TorchModels(ParameterLayout layout, int models, Device device, Precision precision)
        : this(layout, TorchWeights.Zero(layout, models, device), null, null, precision)
    {
    }

    private TorchModels(ParameterLayout layout, TorchWeights weights, Tensor? mean, Tensor? meanSquare, Precision precision)
    {
        _layout = layout;
        _precision = precision;
        Weights = weights;
        Mean = mean;
        MeanSquare = meanSquare;
    }

    /// <summary>The parameters.</summary>
    public TorchWeights Weights { get; }

    /// <summary>AdamW's decayed mean of the gradient [model, element]; null for zeros, before the first update.</summary>
    public Tensor? Mean { get; private set; }

    /// <summary>AdamW's decayed mean of its square.</summary>
    public Tensor? MeanSquare { get; private set; }

    private Device Device => Weights.Values.device;

    /// <summary>Copies of single models, one after the other.</summary>
    public static TorchModels Stack(IReadOnlyList<TorchModels> singles)
    {
        foreach (var single in singles)
        {
            single.NeedMoments();
        }

        using var off = no_grad();
        Tensor Joined(Func<TorchModels, Tensor> part) => cat([.. singles.Select(part)], 0).DetachFromDisposeScope();
        var first = singles[0];
        return new TorchModels(
            first._layout,
            new TorchWeights(first._layout, Joined(single => single.Weights.Values)),
            Joined(single => single.Mean!),
            Joined(single => single.MeanSquare!),
            first._precision);
    }

    /// <summary>One of the models, in the same memory.</summary>
    public TorchModels Slice(int model)
    {
        NeedMoments();
        return new TorchModels(_layout, Weights.Slice(model), TorchWeights.Part(Mean!, model), TorchWeights.Part(MeanSquare!, model), _precision);
    }

    /// <summary>Makes moments of zero where there are none.</summary>
    public void NeedMoments()
    {
        Mean ??= zeros_like(Weights.Values).DetachFromDisposeScope();
        MeanSquare ??= zeros_like(Weights.Values).DetachFromDisposeScope();
    }

    /// <summary>A forward pass of so many sequences of a length for each model.</summary>
    public TorchPass Pass(int batch, int length, TorchHooks? hooks = null) => new(_layout.Config, Weights, _precision, batch, length, hooks);

    /// <summary>
    /// Loss and number of sequences that are right everywhere, of each model; afterwards the weights' gradients are those of these batches.
    /// </summary>
    public StepResult[] ComputeGradients(IReadOnlyList<TokenBatch> batches, ReadOnlySpan<int> lossPositions)
    {
        var (models, count, length) = (batches.Count, batches[0].Count, batches[0].Length);
        using var scope = NewDisposeScope();
        var ids = new long[models * count * length];
        var targetIds = new long[models * count * lossPositions.Length];
        var (next, nextTarget) = (0, 0);
        foreach (var batch in batches)
        {
            for (var row = 0; row < count; row++)
            {
                foreach (var token in batch[row])
                {
                    ids[next++] = token;
                }

                foreach (var position in lossPositions)
                {
                    targetIds[nextTarget++] = batch[row][position + 1];
                }
            }
        }

        var targets = tensor(targetIds, [models, count, lossPositions.Length], device: Device);
        var pass = Pass(count, length);
        var residual = pass.Layers(pass.Embedding(tensor(ids, [models, count * length], device: Device)));
        var logits = pass.Logits(residual, Positions(lossPositions));

        var right = nn.functional.log_softmax(logits.@double(), -1).gather(3, targets.unsqueeze(3));
        var losses = -right.mean([1, 2, 3]);
        Weights.Gradients.zero_();
        losses.sum().backward();

        // One copy from the device for both.
        var exact = logits.detach().argmax(-1).eq(targets).all(2).sum(1, type: ScalarType.Float64);
        var results = stack([losses.detach(), exact]).cpu().data<double>().ToArray();
        return [.. Enumerable.Range(0, models).Select(model => new StepResult(results[model], (int)results[models + model]))];
    }

    /// <summary>AdamW as PyTorch computes it, on all parameters at once, from the gradients as they are.</summary>
    /// <param name="steps">The update of each model; they differ in nothing but number, learning rate and weight decay.</param>
    public void Update(IReadOnlyList<AdamWStep> steps)
    {
        NeedMoments();
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (step, mean, meanSquare) = (steps[0], Mean!, MeanSquare!);
        mean.mul_(step.Beta1).add_(Weights.Gradients, 1 - step.Beta1);
        meanSquare.mul_(step.Beta2).addcmul_(Weights.Gradients, Weights.Gradients, 1 - step.Beta2);

        // Columns [model, 1], copied to the device together: what differs between models.
#pragma warning disable RS0030 // PortableMath would change the bits of trainings so far, and this engine promises none to other machines.
        var columns = Columns(
            steps,
            own => 1 - (own.LearningRate * own.WeightDecay),
            own => -own.LearningRate / (1 - Math.Pow(own.Beta1, own.Number)),
            own => 1 / Math.Sqrt(1 - Math.Pow(own.Beta2, own.Number)));
#pragma warning restore RS0030
        var root = meanSquare.sqrt().mul_(columns[2]).add_(step.Epsilon);
        Weights.Values.mul_(columns[0]).add_(mean.div(root).mul_(columns[1]));
    }

    public void Dispose()
    {
        Mean?.Dispose();
        MeanSquare?.Dispose();
        Weights.Dispose();
    }

    /// <summary>Positions on the device.</summary>
    public Tensor Positions(ReadOnlySpan<int> positions)
    {
        var wide = new long[positions.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = positions[i];
        }

        return tensor(wide, device: Device);
    }

    private Tensor[] Columns(IReadOnlyList<AdamWStep> steps, params Func<AdamWStep, double>[] values) =>
        tensor([.. values.SelectMany(value => steps.Select(step => (float)value(step)))], [values.Length, steps.Count, 1], device: Device).unbind(0);
}
