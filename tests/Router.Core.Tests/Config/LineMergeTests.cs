using Router.Documents.Editing;

namespace Router.Core.Tests.Config;

public class LineMergeTests
{
    [Theory]
    [InlineData("a b c d", "a B c d", "a b c D", "a B c D")]
    [InlineData("a b c", "a b c", "a c", "a c")]
    [InlineData("a b c", "x a b c", "a b c y", "x a b c y")]
    [InlineData("a b c", "a x b c", "a x b c", "a x b c")]
    [InlineData("a b c", "a c", "a b x c", null)]
    [InlineData("a b c", "a X c", "a Y c", null)]
    [InlineData("a b c d", "a B c d", "a b C d", null)]
    [InlineData("", "a", "b", null)]
    [InlineData("", "a", "", "a")]
    public void Merge_TwoChanges_KeepsBothWhereTheyAreApart(string origin, string mine, string theirs, string? expected)
    {
        Assert.Equal(expected, Merged(origin, mine, theirs));
        Assert.Equal(expected, Merged(origin, theirs, mine));
    }

    /// <summary>
    /// What one side alone has changed is what comes of it, whatever that was; and pairs are in order and of equal lines.
    /// </summary>
    [Fact]
    public void Merge_RandomChangesOfOneSide_AreTheMerge()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var origin = Text(random);
            var other = Text(random);
            Assert.Equal(other, LineMerge.Of(origin, other, origin));
            Assert.Equal(other, LineMerge.Of(origin, origin, other));
            Assert.Equal(other, LineMerge.Of(origin, other, other));
            var (before, after) = (origin.Split('\n'), other.Split('\n'));
            var pairs = LinePairs.Of(before, after);
            Assert.All(pairs.Index().Where(p => p.Item >= 0), p => Assert.Equal(before[p.Index], after[p.Item]));
            Assert.Equal(pairs.Where(p => p >= 0).Order().Distinct(), pairs.Where(p => p >= 0));
        }
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}\n"));

    private static string? Merged(string origin, string mine, string theirs) =>
        LineMerge.Of(Lines(origin), Lines(mine), Lines(theirs))?.ReplaceLineEndings(" ").Trim();

    private static string Lines(string words) => words.Length == 0 ? "" : words.Replace(' ', '\n') + "\n";
}
