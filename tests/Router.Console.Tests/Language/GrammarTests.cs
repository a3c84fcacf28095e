using Router.Console.Sessions;
using Router.Console.Verbs;

namespace Router.Console.Tests.Language;

public class GrammarTests
{
    [Theory]
    [InlineData("Operational")]
    [InlineData("Configuration")]
    public void Commands_EachTypedWhole_MeansItself(string name)
    {
        var mode = Enum.Parse<Mode>(name);
        foreach (var command in Commands.Grammar.In(mode))
        {
            var (candidates, used) = Commands.Grammar.Narrow(mode, command.WordList);
            Assert.Equal(command.WordList.Count, used);
            Assert.Equal(command, candidates.Single(c => c.WordList.Count == used));
        }
    }

    [Fact]
    public void Parse_OptionAmongFreeWords_IsTakenOut()
    {
        var parsed = Commands.Grammar.Parse(Mode.Operational, ["mon", "tra", "wan", "port", "53", "save", "x.pcap"]);
        Assert.Equal(["port", "53"], parsed.Arguments["FILTER"]);
        Assert.Equal("x.pcap", parsed.Options["save"]);
    }

    [Fact]
    public void Parse_WordsOfAnEdit_AreNotTakenForOptions()
    {
        var parsed = Commands.Grammar.Parse(Mode.Configuration, ["set", "system", "comment", "--json"]);
        Assert.Equal(["system", "comment", "--json"], parsed.Arguments["PATH"]);
    }
}
