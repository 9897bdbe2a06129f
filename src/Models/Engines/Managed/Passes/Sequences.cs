namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// What is to be run: a batch, how many of its positions matter, and the positions whose output is wanted. In the last block
/// everything but keys and values is computed at those "query" positions only.
/// </summary>
internal sealed class Sequences
{
    private int[] _queries = [];

    /// <summary>The batch.</summary>
    public TokenBatch Batch { get; private set; } = new(1, 1);

    /// <summary>Leading positions that are run, T.</summary>
    public int Length { get; private set; }

    /// <summary>Positions at which the last block's output is wanted, ascending.</summary>
    public ReadOnlySpan<int> Queries => _queries.AsSpan(0, QueryCount);

    /// <summary>Number of those positions.</summary>
    public int QueryCount { get; private set; }

    /// <summary>Sets what is run; positions behind the last wanted one cannot matter, as attention is causal.</summary>
    public void Set(TokenBatch batch, ReadOnlySpan<int> queries, int length)
    {
        Batch = batch;
        Length = length;
        QueryCount = queries.Length;
        if (_queries.Length < queries.Length)
        {
            _queries = new int[queries.Length];
        }

        queries.CopyTo(_queries);
    }
}
