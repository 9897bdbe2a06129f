namespace Repro.Models.Engines.Managed.Passes;

/// <summary>Neighbouring positions From … To − 1; empty where To is not above From.</summary>
internal readonly record struct PositionRange(int From, int To)
{
    public bool IsEmpty => To <= From;

    public int Count => Math.Max(To - From, 0);

    /// <summary>The smallest range that holds both.</summary>
    public PositionRange With(PositionRange other) =>
        IsEmpty ? other : other.IsEmpty ? this : new PositionRange(Math.Min(From, other.From), Math.Max(To, other.To));

    public bool Contains(int position) => position >= From && position < To;

    public int[] Positions() => [.. Enumerable.Range(From, Count)];
}
