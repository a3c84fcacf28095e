using System.Text;
using Router.Ctl.Importing.Uci;
using Router.Testing;

namespace Router.Ctl.Tests.Importing;

public sealed class UciTextTests
{
    [Fact]
    public void Read_Sections_HaveTheirNamesPathsAndLines()
    {
        var file = Read(
            """
            # remark
            package network

            config interface 'lan'
            	option proto static # fixed
            	list dns 9.9.9.9
            	list dns '1.1.1.1'
            config rule
            config rule
            	option in lan
            """);
        Assert.Equal(["network.lan", "network.@rule[0]", "network.@rule[1]"], file.Sections.Select(s => s.Path));
        Assert.Equal("static", file.Sections[0].Value("proto"));
        Assert.Equal(["9.9.9.9", "1.1.1.1"], file.Sections[0].All("dns").Select(line => line.Value));
        Assert.Equal([5, 6, 7], file.Sections[0].Lines.Select(line => line.Source.Line));
        Assert.Equal("network.@rule[1].in, etc/config/network:10", $"{file.Sections[2].Lines[0].Source}");
        Assert.Empty(file.Faults);
    }

    [Theory]
    [InlineData("option a 'it is'", "it is")]
    [InlineData("option a \"say \\\"yes\\\"\"", "say \"yes\"")]
    [InlineData("option a 'it'\\''s'", "it's")]
    [InlineData("option a one\\ two", "one two")]
    [InlineData("option a 'x#y'", "x#y")]
    [InlineData("option a x#y", "x#y")]
    [InlineData("option a 'two\nlines'", "two\nlines")]
    [InlineData("option \\\n a b", "b")]
    [InlineData("\to a b", "b")]
    [InlineData("option a ''", "")]
    [InlineData("option a", "")]
    public void Read_Quoting_IsAsInLibuci(string line, string value)
    {
        var file = Read($"config x y\n{line}\n");
        Assert.Empty(file.Faults);
        Assert.Equal(value, Assert.Single(Assert.Single(file.Sections).Lines).Value);
    }

    [Fact]
    public void Read_ByteOrderMarkAndLineEndsOfDos_AreNoPartOfIt()
    {
        var file = Read("\ufeffconfig system\r\n\toption hostname 'home'\r\n\toption zonename UTC\r\n");
        Assert.Equal(["home", "UTC"], file.Sections[0].Lines.Select(line => line.Value));
        Assert.Equal([2, 3], file.Sections[0].Lines.Select(line => line.Source.Line));
    }

    [Fact]
    public void Read_OneNameTwice_IsOneSection() =>
        Assert.Equal(2, Assert.Single(Read("config interface lan\noption a 1\nconfig interface lan\noption b 2\n").Sections).Lines.Count);

    [Theory]
    [InlineData("config x y\n\toption a 'cut", 2, "a quote is not closed")]
    [InlineData("option a b\n", 1, "stands before the first section")]
    [InlineData("config x y\noption a b c\n", 2, "has more words, or fewer, than UCI takes")]
    [InlineData("config x y\nset a=b\n", 2, "begins with none of config, option, list and package")]
    public void Read_LineThatIsNone_IsAFaultWithItsPlace(string text, int line, string fault)
    {
        var found = Assert.Single(Read(text).Faults);
        Assert.Equal((line, fault), (found.Line.Line, found.Fault));
    }

    [Fact]
    public void Read_Mutations_NeverThrowAndLoseNoLine() =>
        Fuzz.Run([.. Samples.Home.Select(file => Encoding.UTF8.GetBytes(file.Text))], bytes =>
    {
        var file = UciText.Read("network", bytes);
        Assert.All(file.Sections.SelectMany(s => s.Lines), line => Assert.InRange(line.Source.Line, 1, bytes.Length + 1));
    });

    private static UciFile Read(string text) => UciText.Read("network", Encoding.UTF8.GetBytes(text));
}
