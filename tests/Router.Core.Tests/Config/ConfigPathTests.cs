using Router.Documents;

namespace Router.Core.Tests.Config;

public sealed class ConfigPathTests
{
    [Theory]
    [InlineData("interfaces lan mtu", "interfaces|lan|mtu")]
    [InlineData("firewall rules \"ssh from the office\" limit", "firewall|rules|ssh from the office|limit")]
    [InlineData("a 'it\"s' b", "a|it\"s|b")]
    [InlineData("a \"b \\\" c\" d", "a|b \" c|d")]
    [InlineData("  a\t b  ", "a|b")]
    [InlineData("a \"\" b", "a||b")]
    [InlineData("", "")]
    public void TrySplit_Line_GivesWords(string line, string expected)
    {
        Assert.True(ConfigPath.TrySplit(line, out var words));
        Assert.Equal(expected, string.Join('|', words));
    }

    [Fact]
    public void TrySplit_OpenQuote_SaysSoAndGivesWhatThereIs()
    {
        Assert.False(ConfigPath.TrySplit("rules \"ssh fr", out var words));
        Assert.Equal(["rules", "ssh fr"], words);
    }

    [Fact]
    public void Join_AnyWords_SplitBackTheSame()
    {
        var random = new Random(5);
        const string letters = "ab \"'\\#|-é\t";
        for (var round = 0; round < 2000; round++)
        {
            var words =
                Enumerable.Range(0, random.Next(5))
                    .Select(_ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => letters[random.Next(letters.Length)])))
                        .ToList();

            Assert.True(ConfigPath.TrySplit(ConfigPath.Join(words), out var split));
            Assert.Equal(words, split);
        }
    }
}
