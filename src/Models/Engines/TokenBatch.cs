namespace Repro.Models.Engines;

/// <summary>A rectangle of token ids, [sequence, position], all of one length. Reused from step to step, so training allocates nothing.</summary>
public sealed class TokenBatch
{
    private readonly int[] _tokens;

    /// <summary>A batch of zeros.</summary>
    public TokenBatch(int count, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Count = count;
        Length = length;
        _tokens = new int[checked(count * length)];
    }

    /// <summary>Number of sequences.</summary>
    public int Count { get; }

    /// <summary>Tokens in each sequence.</summary>
    public int Length { get; }

    /// <summary>All tokens, sequence after sequence.</summary>
    public Span<int> Tokens => _tokens;

    /// <summary>The tokens of one sequence.</summary>
    public Span<int> this[int sequence] => _tokens.AsSpan(sequence * Length, Length);

    /// <summary>A copy of some sequences, in the order given.</summary>
    public TokenBatch Rows(params ReadOnlySpan<int> rows)
    {
        var some = new TokenBatch(rows.Length, Length);
        for (var i = 0; i < rows.Length; i++)
        {
            this[rows[i]].CopyTo(some[i]);
        }

        return some;
    }

    /// <summary>A copy with tokens of its own.</summary>
    public TokenBatch Clone()
    {
        var copy = new TokenBatch(Count, Length);
        Tokens.CopyTo(copy.Tokens);
        return copy;
    }
}
