namespace Repro.Models.Engines.Managed.Passes;

/// <summary>
/// How the sequences of a batch begin. Attention is causal, so what a model computes at the positions of a beginning is the same in all
/// sequences that begin so, and needs to be computed once.
/// </summary>
internal sealed class Beginnings
{
    // A run of its own for the beginnings costs some set-up; where it would spare less, all is run at once.
    private const int LeastSparedShare = 16;

    private Beginnings(TokenBatch tokens, int[] of)
    {
        Tokens = tokens;
        Of = of;
    }

    /// <summary>The beginnings, one for each run of neighbouring sequences that share it.</summary>
    public TokenBatch Tokens { get; }

    /// <summary>Positions of a beginning.</summary>
    public int Length => Tokens.Length;

    /// <summary>The beginning of each sequence.</summary>
    public int[] Of { get; }

    /// <summary>
    /// Beginnings of that length, at most <paramref name="most"/>, which spares the most positions; null where it spares less than a
    /// sixteenth of those before <paramref name="length"/>. Only neighbours are compared: whoever asks many questions sorts them.
    /// </summary>
    public static Beginnings? Find(TokenBatch batch, int most, int length)
    {
        // Where each sequence first differs from the one before.
        var differs = new int[batch.Count];
        for (var sequence = 1; sequence < batch.Count; sequence++)
        {
            differs[sequence] = batch[sequence][..most].CommonPrefixLength(batch[sequence - 1][..most]);
        }

        var (best, spared) = (0, 0L);
        for (var candidate = 1; candidate <= most; candidate++)
        {
            var spares = differs.LongCount(place => place >= candidate) * candidate;
            if (spares > spared)
            {
                (best, spared) = (candidate, spares);
            }
        }

        return spared * LeastSparedShare < (long)batch.Count * length ? null : Cut(batch, differs, best);
    }

    private static Beginnings Cut(TokenBatch batch, int[] differs, int length)
    {
        var of = new int[batch.Count];
        var firsts = new List<int> { 0 };
        for (var sequence = 1; sequence < batch.Count; sequence++)
        {
            if (differs[sequence] < length)
            {
                firsts.Add(sequence);
            }

            of[sequence] = firsts.Count - 1;
        }

        var tokens = new TokenBatch(firsts.Count, length);
        for (var i = 0; i < firsts.Count; i++)
        {
            batch[firsts[i]][..length].CopyTo(tokens[i]);
        }

        return new Beginnings(tokens, of);
    }
}
