using System.Collections.Immutable;
using Repro.Models.Transformer;

namespace Repro.Models.Engines.Torch;

/// <summary>
/// Where the elements of a parameter lie in the engine's flat tensor: row after row, <paramref name="Stride"/> apart. Of most there is one
/// row; W_Q, W_K and W_V [head, d_model, d_head] are columns of one matrix [d_model, 3 · head · d_head], for which each head is a block.
/// </summary>
/// <param name="Spec">The parameter.</param>
/// <param name="Offset">Its first element in the flat tensor.</param>
/// <param name="Blocks">Number of blocks, one after the other in the parameter.</param>
/// <param name="BlockOffset">From a block's first element to that of the next, in the flat tensor.</param>
/// <param name="Rows">Rows of a block.</param>
/// <param name="Stride">From a row's first element to that of the next, in the flat tensor.</param>
/// <param name="Width">Elements of a row.</param>
internal sealed record TorchPiece(ParameterSpec Spec, int Offset, int Blocks, int BlockOffset, int Rows, int Stride, int Width)
{
    private static readonly ImmutableArray<string> Joined = ["Q", "K", "V"];

    /// <summary>The pieces of all parameters, which fill the flat tensor.</summary>
    public static ImmutableArray<TorchPiece> Of(ParameterLayout layout)
    {
        var config = layout.Config;
        var pieces = ImmutableArray.CreateBuilder<TorchPiece>();
        var next = 0;
        foreach (var spec in layout.All)
        {
            if (Letter(spec) is not { } letter)
            {
                pieces.Add(new TorchPiece(spec, next, 1, 0, 1, 0, spec.Length));
                next += spec.Length;
            }
            else if (letter == 0)
            {
                // The first of the three makes room for all of them.
                for (var part = 0; part < Joined.Length; part++)
                {
                    var own = layout[spec.Name[..^1] + Joined[part]];
                    var first = next + (part * config.AttentionWidth);
                    pieces.Add(IsMatrix(spec)
                        ? new TorchPiece(own, first, config.Heads, config.DHead, config.DModel, 3 * config.AttentionWidth, config.DHead)
                        : new TorchPiece(own, first, 1, 0, 1, 0, own.Length));
                }

                next += 3 * spec.Length;
            }
        }

        return pieces.ToImmutable();
    }

    /// <summary>The tensors that the forward pass uses: name, first element, shape.</summary>
    public static IEnumerable<(string Name, int Offset, ImmutableArray<int> Shape)> Leaves(ParameterLayout layout, ImmutableArray<TorchPiece> pieces)
    {
        var config = layout.Config;
        foreach (var piece in pieces)
        {
            var name = piece.Spec.Name;
            switch (Letter(piece.Spec))
            {
                case null when name.EndsWith("W_O", StringComparison.Ordinal):
                    yield return (name, piece.Offset, [config.AttentionWidth, config.DModel]);
                    break;
                case null:
                    yield return (name, piece.Offset, piece.Spec.Shape);
                    break;
                case 0:
                    yield return (name + "KV", piece.Offset, IsMatrix(piece.Spec)
                        ? [config.DModel, 3 * config.AttentionWidth]
                        : [3 * config.AttentionWidth]);
                    break;
            }
        }
    }

    /// <summary>Copies the parameter into the flat tensor.</summary>
    public void Import(ReadOnlySpan<float> source, Span<float> flat)
    {
        for (var row = 0; row < Blocks * Rows; row++)
        {
            source.Slice(row * Width, Width).CopyTo(flat[Start(row)..]);
        }
    }

    /// <summary>Copies the parameter from the flat tensor.</summary>
    public void Export(ReadOnlySpan<float> flat, Span<float> destination)
    {
        for (var row = 0; row < Blocks * Rows; row++)
        {
            flat.Slice(Start(row), Width).CopyTo(destination[(row * Width)..]);
        }
    }

    private int Start(int row) => Offset + (row / Rows * BlockOffset) + (row % Rows * Stride);

    private static bool IsMatrix(ParameterSpec spec) => spec.Name.Contains(".W_", StringComparison.Ordinal);

    // 0, 1, 2 for the tensors of queries, keys and values, null for any other.
    private static int? Letter(ParameterSpec spec) =>
        spec.Name.Contains(".attn.", StringComparison.Ordinal) && Joined.IndexOf(spec.Name[^1..], StringComparer.Ordinal) is >= 0 and var letter
            ? letter
            : null;
}
