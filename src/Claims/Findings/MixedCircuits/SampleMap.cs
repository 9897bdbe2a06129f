using System.Collections.Frozen;
using System.Globalization;
using Repro.Claims.Circuits;

namespace Repro.Claims.Findings.MixedCircuits;

/// <summary>
/// The published map of the paper's sample model, ins1_mix_d6_l3_h4_t40K_s372001: for each of its 96 useful nodes the kinds of question that its
/// ablation breaks (S additions, M subtractions with positive and N with negative answers) and the share of questions that fail (arXiv
/// 2402.02619, the figures of operation coverage and of fails).
/// </summary>
internal static class SampleMap
{
    /// <summary>Digits of the model's operands.</summary>
    public const int Digits = 6;

    private const string None = ".";

    // Shares below 1 % are not told apart.
    private const string LessThanOne = "<1";
    private const double LessThanOneShare = 0.005;

    private const string Coverage = """
        row   P0 P6 P9  P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20
        L0H0  .  MN SMN SN  S   SMN SM  SN  SM  S   SM  SM  SM  N
        L0H1  .  .  S   SN  SMN S   SMN MN  SMN SMN SMN SMN SMN SMN
        L0H2  .  .  .   .   .   .   .   S   SMN SMN SMN SMN SMN SMN
        L0H3  MN .  .   MN  .   MN  MN  .   M   MN  MN  MN  MN  MN
        L0MLP .  .  SMN SMN SMN SMN SMN SN  SMN SMN SMN SMN SMN SMN
        L1H0  .  .  .   .   .   .   M   .   .   M   M   M   M   M
        L1H1  .  .  .   .   .   .   .   .   M   M   M   MN  M   M
        L1H2  .  .  .   .   .   N   .   S   SM  S   S   S   .   .
        L1H3  .  .  .   .   .   .   N   S   S   S   S   S   .   .
        L1MLP .  .  .   .   .   N   .   S   SM  SM  SM  SMN SM  SMN
        L2H0  .  .  .   .   .   .   N   .   .   N   N   .   .   .
        L2H2  .  .  .   .   .   .   MN  .   .   .   .   .   .   .
        L2MLP .  .  .   .   .   .   .   .   SM  M   SM  SM  M   M
        """;

    private const string Fails = """
        row   P0 P6 P9 P10 P11 P12 P13 P14 P15 P16 P17 P18 P19 P20
        L0H0  .  2  3  2   1   10  7   10  8   3   2   6   9   <1
        L0H1  .  .  1  5   8   4   15  2   39  50  46  44  46  51
        L0H2  .  .  .  .   .   .   .   18  57  61  59  57  63  60
        L0H3  5  .  .  <1  .   2   5   .   <1  5   8   11  11  10
        L0MLP .  .  8  14  8   14  15  27  38  54  49  50  51  67
        L1H0  .  .  .  .   .   .   <1  .   .   <1  1   2   3   1
        L1H1  .  .  .  .   .   .   .   .   <1  2   2   2   1   1
        L1H2  .  .  .  .   .   <1  .   1   1   5   8   11  .   .
        L1H3  .  .  .  .   .   .   6   4   13  5   1   3   .   .
        L1MLP .  .  .  .   .   <1  .   4   15  25  20  23  24  27
        L2H0  .  .  .  .   .   .   4   .   .   <1  <1  .   .   .
        L2H2  .  .  .  .   .   .   3   .   .   .   .   .   .   .
        L2MLP .  .  .  .   .   .   .   .   <1  2   5   7   4   <1
        """;

    /// <summary>The useful nodes with their kinds, for instance SM, and the share of questions that fail, 0 to 1.</summary>
    public static FrozenDictionary<Node, (string Kinds, double Fails)> Nodes { get; } = Read();

    private static FrozenDictionary<Node, (string Kinds, double Fails)> Read()
    {
        var fails = Cells(Fails).ToDictionary(cell => cell.Node, cell => cell.Text);
        return Cells(Coverage).ToFrozenDictionary(cell => cell.Node, cell => (cell.Text, Share(fails[cell.Node])));
    }

    private static double Share(string text) =>
        string.Equals(text, LessThanOne, StringComparison.Ordinal) ? LessThanOneShare : int.Parse(text, CultureInfo.InvariantCulture) / 100.0;

    private static IEnumerable<(Node Node, string Text)> Cells(string table)
    {
        var lines = table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return
            from line in lines.Skip(1)
            from column in Enumerable.Range(1, line.Length - 1)
            where !string.Equals(line[column], None, StringComparison.Ordinal)
            select (Node.Parse(lines[0][column] + line[0]), line[column]);
    }
}
