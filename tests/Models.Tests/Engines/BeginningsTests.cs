using FluentAssertions;
using Repro.Models.Engines;
using Repro.Models.Engines.Managed.Passes;
using Xunit;

namespace Repro.Models.Tests.Engines;

/// <summary>Which beginnings a batch is cut at.</summary>
[Trait(Tier.Name, Tier.Fast)]
public sealed class BeginningsTests
{
    [Fact]
    public void Find_SharedByNeighbours_SparesTheMostPositions()
    {
        // One position is spared three times, two are twice, three once.
        var beginnings = Beginnings.Find(Batch("1111", "1122", "1123", "1333"), most: 3, length: 4)!;

        beginnings.Length.Should().Be(2);
        Rows(beginnings.Tokens).Should().Equal("11", "13");
        beginnings.Of.Should().Equal(0, 0, 0, 1);
    }

    [Fact]
    public void Find_LogitsWantedEarly_EndsBeforeThem()
    {
        var beginnings = Beginnings.Find(Batch("1111", "1111", "1111"), most: 1, length: 4)!;

        Rows(beginnings.Tokens).Should().Equal("1");
        beginnings.Of.Should().Equal(0, 0, 0);
    }

    [Theory]
    [InlineData(3, "1111")]
    [InlineData(3, "1111", "2111", "1111")]
    [InlineData(0, "1111", "1111")]
    public void Find_NothingToSpare_IsNull(int most, params string[] rows) => Beginnings.Find(Batch(rows), most, length: 4).Should().BeNull();

    [Fact]
    public void Find_LittleToSpare_IsNull()
    {
        // One of 4 × 4 positions is a sixteenth, one of 5 × 4 is less.
        Beginnings.Find(Batch("1111", "1222", "2222", "3333"), most: 3, length: 4).Should().NotBeNull();
        Beginnings.Find(Batch("1111", "1222", "2222", "3333", "4444"), most: 3, length: 4).Should().BeNull();
    }

    private static TokenBatch Batch(params string[] rows)
    {
        var batch = new TokenBatch(rows.Length, rows[0].Length);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                batch[row][i] = rows[row][i] - '0';
            }
        }

        return batch;
    }

    private static IEnumerable<string> Rows(TokenBatch batch) =>
        Enumerable.Range(0, batch.Count).Select(row => string.Concat(batch[row].ToArray()));
}
