using System.Runtime.CompilerServices;

namespace Repro.Models.Engines.Managed.Kernels.Simd;

/// <summary>
/// Matrix products by register tiles. For each strip of columns all row tiles run, so that the strip of B (depth × 48 numbers)
/// stays in the cache while A streams by. Rows far apart are a memory page each, more pages than the processor keeps the addresses of.
/// So a strip of B whose rows lie apart is copied together before its tiles run, and A is gathered tile by tile where there is room for it;
/// where C's rows lie apart, each tile's lines are asked for while the tile before is computed. None of it changes bits: each element of C
/// is one chain in one register lane.
/// </summary>
internal static unsafe class SimdProduct<TBlock, TTiles>
    where TBlock : unmanaged, IBlock<TBlock>
    where TTiles : struct, ITiles
{
    private const int Lanes = IBlock<TBlock>.Lanes;

    // Floats in 64 pages of 4 KB: of so many a processor keeps the addresses at hand.
    private const int Reach = 64 * 1024;

    // So many tiles are worth the copy of a strip. It costs as much as one tile where the strip lies in the cache, several where it comes from memory.
    private const int TilesWorthACopy = 16;

    // The most that is copied, 384 rows of 48: a group of several sequences has no more rows. The strips of one longer sequence are read
    // where they lie.
    private const int MostCopied = 384 * 48;

    [SkipLocalsInit]
    public static void Multiply(in Product asked)
    {
        // The largest tile of all instruction sets: 8 rows of 48.
        var memory = stackalloc float[(8 * 48) + Lanes];
        var scratch = Aligned(memory);
        var zeros = stackalloc float[48];
        new Span<float>(zeros, 48).Clear();

        var product = asked;
        if (product.Room is not null && LiesApart(product.Depth, product.ADepth))
        {
            Gather(ref product);
        }

        var width = TTiles.Blocks * Lanes;
        var copies = LiesApart(product.Depth, product.BDepth) && product.Rows >= TilesWorthACopy * TTiles.Rows && product.Depth * width <= MostCopied;
        var room = stackalloc float[copies ? (product.Depth * width) + Lanes : 0];
        var copy = Aligned(room);
        var prefetches = LiesApart(product.Rows, product.CRow);
        for (var n = 0; n < product.Columns; n += width)
        {
            var columns = Math.Min(width, product.Columns - n);
            var strip = new Strip(product.B + (n / Lanes * product.BBlock), product.BDepth, product.BBlock);
            if (copies)
            {
                strip = Copied(strip, product.Depth, (columns + Lanes - 1) / Lanes, copy);
            }

            for (var i = 0; i < product.Rows; i += TTiles.Rows)
            {
                var rows = Math.Min(TTiles.Rows, product.Rows - i);
                if (prefetches)
                {
                    PrefetchC(product, i + TTiles.Rows, n, columns);
                }

                var needed = product.ColumnsUpTo is null ? columns : Math.Min(columns, product.ColumnsUpTo[i + rows - 1] - n);
                if (needed > 0)
                {
                    Tile(product, strip, i, rows, n, needed, scratch, zeros);
                }
            }
        }
    }

    // The next 64-byte boundary; what it may skip is allocated at the end.
    private static float* Aligned(float* memory) => (float*)(((nuint)memory + 63) & ~(nuint)63);

    private static bool LiesApart(int rows, nint stride) => rows * stride > Reach;

    // The rows of A that a tile reads, side by side: TTiles.Rows numbers for each depth, tile after tile.
    private static void Gather(ref Product product)
    {
        for (var i = 0; i < product.Rows; i += TTiles.Rows)
        {
            // A block of 16 is copied where TTiles.Rows numbers are wanted: what follows overwrites the rest.
            var from = product.A + i;
            var to = product.Room + ((nint)i * product.Depth);
            for (var k = 0; k < product.Depth; k++, from += product.ADepth, to += TTiles.Rows)
            {
                TBlock.Store(TBlock.Load(from), to);
            }
        }

        product.A = product.Room;
        product.ARow = product.Depth;
        product.ADepth = TTiles.Rows;
    }

    private static Strip Copied(Strip strip, int depth, int blocks, float* copy)
    {
        var rowLength = blocks * Lanes;
        for (var k = 0; k < depth; k++)
        {
            for (var block = 0; block < blocks; block++)
            {
                TBlock.Store(TBlock.Load(strip.Start + (k * strip.Depth) + (block * strip.Block)), copy + (k * rowLength) + (block * Lanes));
            }
        }

        return new Strip(copy, rowLength, Lanes);
    }

    // Without it the stores of a tile wait for memory, and soon all that comes behind them.
    private static void PrefetchC(in Product product, int i, int n, int columns)
    {
        var end = Math.Min(product.Rows, i + TTiles.Rows);
        for (var row = i; row < end; row++)
        {
            TBlock.Prefetch(product.C + (row * product.CRow) + n, columns);
        }
    }

    private static void Tile(in Product product, Strip strip, int i, int rows, int n, int columns, float* scratch, float* zeros)
    {
        var blocks = (columns + Lanes - 1) / Lanes;
        var written = product.PaddedC ? blocks * Lanes : columns;
        var whole = rows == TTiles.Rows && written == blocks * Lanes && (product.ADepth == 1 || product.Finish == ProductFinish.None);
        var c = product.C + (i * product.CRow) + n;

        // Rows and columns beyond the edge of C, and what the tile does not finish itself, go through the scratch tile.
        var destination = whole ? c : scratch;
        var destinationRow = whole ? product.CRow : blocks * Lanes;
        var other = product.Other + (i * product.OtherRow) + n;
        var start = zeros;
        nint startRow = 0;
        if (product.Start == ProductStart.Bias)
        {
            start = product.Bias + n;
        }
        else if (product.Start == ProductStart.Accumulate)
        {
            start = whole ? c : scratch;
            startRow = whole ? product.CRow : blocks * Lanes;
        }

        if (product.Start == ProductStart.Accumulate && !whole)
        {
            for (var row = 0; row < rows; row++)
            {
                new ReadOnlySpan<float>(c + (row * product.CRow), written).CopyTo(new Span<float>(scratch + (row * blocks * Lanes), written));
            }
        }

        // The tile runs over the depths that any of its rows needs.
        var from = product.DepthFrom is null ? 0 : product.DepthFrom[i];
        var depth = (product.DepthUpTo is null ? product.Depth : product.DepthUpTo[i + rows - 1]) - from;
        var a = product.A + (i * product.ARow) + (from * product.ADepth);
        var b = strip.Start + (from * strip.Depth);
        if (product.ADepth == 1)
        {
            switch (whole ? product.Finish : ProductFinish.None)
            {
                case ProductFinish.AddToOther:
                    Direct<FinishSum>(product);
                    break;
                case ProductFinish.Relu:
                    Direct<FinishRelu>(product);
                    break;
                case ProductFinish.WhereOtherPositive:
                    Direct<FinishGate>(product);
                    break;
                default:
                    Direct<FinishNone>(product);
                    break;
            }
        }
        else
        {
            TTiles.Transposed(blocks, a, product.ADepth, b, strip.Depth, strip.Block, depth, start, startRow, destination, destinationRow);
        }

        if (!whole)
        {
            Finish(product, rows, written, scratch, destinationRow, other, c);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Direct<TFinish>(in Product p)
            where TFinish : struct, IFinish =>
            TTiles.Direct<TFinish>(
                blocks, a, p.ARow, rows - 1, b, strip.Depth, strip.Block, depth, start, startRow, destination, destinationRow, other, p.OtherRow);
    }

    // From the finished chains in the tile to C: whole blocks of 16 columns, then what is left of the last one.
    private static void Finish(in Product product, int rows, int columns, float* tile, nint tileRow, float* other, float* c)
    {
        var finish = product.Finish;
        for (var row = 0; row < rows; row++, tile += tileRow, other += product.OtherRow, c += product.CRow)
        {
            var column = 0;
            for (; column + Lanes <= columns; column += Lanes)
            {
                var value = TBlock.Load(tile + column);
                TBlock.Store(
                    finish switch
                    {
                        ProductFinish.AddToOther => TBlock.Load(other + column) + value,
                        ProductFinish.Relu => TBlock.WherePositive(value, value),
                        ProductFinish.WhereOtherPositive => TBlock.WherePositive(value, TBlock.Load(other + column)),
                        _ => value,
                    },
                    c + column);
            }

            for (; column < columns; column++)
            {
                c[column] = finish switch
                {
                    ProductFinish.AddToOther => other[column] + tile[column],
                    ProductFinish.Relu => tile[column] > 0 ? tile[column] : 0,
                    ProductFinish.WhereOtherPositive => other[column] > 0 ? tile[column] : 0,
                    _ => tile[column],
                };
            }
        }
    }

    // The columns of B that tiles multiply by: from one depth to the next, and from one block of 16 columns to the next.
    private readonly struct Strip(float* start, nint depth, nint block)
    {
        public readonly float* Start = start;
        public readonly nint Depth = depth;
        public readonly nint Block = block;
    }
}
