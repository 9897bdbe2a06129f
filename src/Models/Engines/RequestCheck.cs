using System.Collections.Immutable;
using Repro.Models.Engines.Edges;
using Repro.Models.Transformer;

namespace Repro.Models.Engines;

/// <summary>Refuses what does not fit the model, before anything runs.</summary>
internal static class RequestCheck
{
    public static void Validate(TransformerConfig config, TokenBatch tokens, ForwardRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Tokens(config, tokens);
        if (request.LogitPositions is { } wanted)
        {
            Positions(wanted.AsSpan(), tokens.Length, "logit position", ascending: true);
        }

        foreach (var point in request.Record)
        {
            Point(config, point);
        }

        if (request.RecordPositions is { } recorded)
        {
            Positions(recorded.AsSpan(), tokens.Length, "recorded position", ascending: true);
        }

        foreach (var intervention in request.Interventions)
        {
            Intervention(config, tokens, intervention);
        }

        EdgeCheck.Validate(config, tokens, request);
    }

    /// <summary>The batch and the loss positions of a training step.</summary>
    public static void Training(TransformerConfig config, TokenBatch tokens, ReadOnlySpan<int> lossPositions)
    {
        Tokens(config, tokens);
        if (lossPositions.IsEmpty)
        {
            throw new ArgumentException("There are no loss positions; at least one is needed.");
        }

        if (tokens.Length < 2)
        {
            throw new ArgumentException("The sequences have 1 token; training needs at least 2, because each predicts the next.");
        }

        // The last token has no successor to predict.
        Positions(lossPositions, tokens.Length - 1, "loss position", ascending: true);
    }

    /// <summary>What a batch is prepared with, as the request of its clean run.</summary>
    public static ForwardRequest Prepared(TransformerConfig config, TokenBatch tokens, ImmutableArray<int> logitPositions, ImmutableArray<HookPoint> record)
    {
        if (logitPositions.IsDefault)
        {
            throw new ArgumentException("The logit positions are not given; an empty array asks for none.", nameof(logitPositions));
        }

        var request = new ForwardRequest { Record = record, RecordPositions = logitPositions, LogitPositions = logitPositions };
        Validate(config, tokens, request);
        return request;
    }

    /// <summary>The changed runs of a prepared batch.</summary>
    public static void Runs(
        TransformerConfig config, TokenBatch tokens, IReadOnlyList<ImmutableArray<Intervention>> runs, Action<int, HookValue> visit)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(visit);
        for (var run = 0; run < runs.Count; run++)
        {
            if (runs[run].IsDefault)
            {
                throw new ArgumentException($"Run {run} of 0 to {runs.Count - 1} has no list of interventions; an empty one changes nothing.", nameof(runs));
            }

            foreach (var intervention in runs[run])
            {
                Intervention(config, tokens, intervention);
            }
        }
    }

    public static InvalidOperationException ParametersChanged() =>
        new("The engine's parameters have changed, or it was disposed, since this batch was prepared; prepare the batch again.");

    public static void Tokens(TransformerConfig config, TokenBatch tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.Length > config.Context)
        {
            throw new ArgumentException($"The sequences have {tokens.Length} tokens; the model's context allows 1 to {config.Context}.");
        }

        var all = tokens.Tokens;
        for (var i = 0; i < all.Length; i++)
        {
            if ((uint)all[i] >= (uint)config.Vocabulary)
            {
                throw new ArgumentException(
                    $"Token {all[i]} of sequence {i / tokens.Length}, position {i % tokens.Length}; the vocabulary allows 0 to {config.Vocabulary - 1}.");
            }
        }
    }

    public static void Positions(ReadOnlySpan<int> positions, int length, string what, bool ascending)
    {
        var before = -1;
        foreach (var position in positions)
        {
            if (position < 0 || position >= length)
            {
                throw new ArgumentException($"The {what} is {position}; the sequences allow 0 to {length - 1}.");
            }

            if (ascending && position <= before)
            {
                throw new ArgumentException($"The {what} {position} follows {before}; positions must ascend.");
            }

            before = position;
        }
    }

    /// <summary>Values of a hook point's shape, for all sequences of the batch or one for all, at the positions that are read; none means all.</summary>
    public static void Source(TransformerConfig config, HookKind kind, HookValue? source, ReadOnlySpan<int> read, TokenBatch tokens, string what)
    {
        var needed = HookShape.Of(config, kind, tokens.Count, source?.Positions?.Length ?? tokens.Length, tokens.Length);
        if (source is null)
        {
            throw new ArgumentException($"The {what} needs a source of shape {Text(needed)}.");
        }

        if (!source.Shape.AsSpan().SequenceEqual(needed.AsSpan()) && !source.Shape.AsSpan().SequenceEqual(needed.SetItem(0, 1).AsSpan()))
        {
            throw new ArgumentException($"The source of the {what} has shape {Text(source.Shape)}; it must be {Text(needed)} or {Text(needed.SetItem(0, 1))}.");
        }

        if (source.Positions is { } held)
        {
            Positions(held.AsSpan(), tokens.Length, $"position of the source of the {what}", ascending: true);
            foreach (var position in read.IsEmpty ? [.. Enumerable.Range(0, tokens.Length)] : read)
            {
                if (!held.Contains(position))
                {
                    throw new ArgumentException($"The source of the {what} holds the positions {string.Join(", ", held)}; position {position} is read too.");
                }
            }
        }
    }

    private static void Intervention(TransformerConfig config, TokenBatch tokens, Intervention intervention)
    {
        Point(config, intervention.At);
        Positions(intervention.Positions.AsSpan(), tokens.Length, $"position of the intervention at {intervention.At}", ascending: false);
        Heads(config, intervention);
        if (intervention.Kind != InterventionKind.Zero)
        {
            Source(config, intervention.At.Kind, intervention.Source, intervention.Positions.AsSpan(), tokens, $"intervention at {intervention.At}");
        }
        else if (intervention.Source is not null)
        {
            throw new ArgumentException($"The intervention at {intervention.At} sets to zero; it takes no source.");
        }
    }

    private static void Point(TransformerConfig config, HookPoint point)
    {
        if (point.Layer >= config.Layers)
        {
            throw new ArgumentException($"{point} lies in layer {point.Layer}; the model has layers 0 to {config.Layers - 1}.");
        }
    }

    private static void Heads(TransformerConfig config, Intervention intervention)
    {
        if (!intervention.Heads.IsEmpty && !intervention.At.HasHeads)
        {
            throw new ArgumentException($"The intervention at {intervention.At} names heads, but the values there are not split by head.");
        }

        foreach (var head in intervention.Heads)
        {
            if (head < 0 || head >= config.Heads)
            {
                throw new ArgumentException($"The intervention at {intervention.At} names head {head}; the model has heads 0 to {config.Heads - 1}.");
            }
        }
    }

    private static string Text(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";
}
