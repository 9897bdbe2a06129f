using Repro.Models.Randomness;
using Repro.Models.Transformer;

namespace Repro.Claims.Circuits;

/// <summary>A null control: a model with the same weights in each parameter, in random order, so that no circuit is left in it.</summary>
public static class ShuffledWeights
{
    private const uint Stream = 1;

    /// <summary>A copy in which the elements of each parameter are permuted.</summary>
    public static Parameters Of(Parameters parameters, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var shuffled = parameters.Clone();
        for (var index = 0; index < shuffled.Layout.All.Length; index++)
        {
            var random = new RandomSequence(seed, StreamPurpose.Statistics, (uint)index, Stream);
            random.Shuffle(shuffled[shuffled.Layout.All[index]]);
        }

        return shuffled;
    }
}
