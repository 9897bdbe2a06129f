using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>What a forward run returned.</summary>
/// <param name="Logits">[batch, wanted position, d_vocab].</param>
/// <param name="Recorded">The values of the hook points that were asked for.</param>
public sealed record ForwardResult(HookValue Logits, IReadOnlyDictionary<HookPoint, HookValue> Recorded)
{
    /// <summary>The recorded values at a hook point.</summary>
    public HookValue this[HookPoint at] => Recorded[at];
}
