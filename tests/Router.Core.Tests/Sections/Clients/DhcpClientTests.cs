using System.Text;
using Router.Core.Tests.State;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Clients;

public sealed class DhcpClientTests
{
    private static string Document(string dhcp) =>
        $"version: 2\nsystem: {{ hostname: home }}\ninterfaces:\n  wan: {{ device: eth0, zone: wan, dhcp: {dhcp} }}\n";

    [Theory]
    [InlineData("true", "udhcpc_opts=\"-x hostname:home\"\n")]
    [InlineData("{}", "udhcpc_opts=\"-x hostname:home\"\n")]
    [InlineData("{ hostname: cpe.isp.example }", "udhcpc_opts=\"-x hostname:cpe.isp.example\"\n")]
    [InlineData("{ hostname: none, broadcast: true }", "udhcpc_opts=\"-B\"\n")]
    [InlineData("{ vendor-class: 'a `b; $c' }", "udhcpc_opts=\"-x hostname:home --vendorclass= -x 0x3c:612060623b202463\"\n")]
    [InlineData("{ client-id: \"01:52:54:00:aa:bb:cc\" }", "udhcpc_opts=\"-x hostname:home -x 0x3d:01525400aabbcc\"\n")]
    [InlineData("{ client-id: toucan-7 }", "udhcpc_opts=\"-x hostname:home -x 0x3d:746f7563616e2d37\"\n")]
    [InlineData(
        "{ options: { 77: FSVDSL, 43: hex:0102, 124: 10.1.0.9 }, request: [43, 125] }",
        "udhcpc_opts=\"-x hostname:home -x 0x4d:46535644534c -x 0x2b:0102 -x 0x7c:0a010009 -O 43 -O 125\"\n")]
    [InlineData("{ metric: 50, dns: false }", "udhcpc_opts=\"-x hostname:home\"\nudhcpc_metric=50\nudhcpc_dns=no\n")]
    public void File_OfAClient_HasItsWords(string dhcp, string expected)
    {
        var config = Example.Read(Document(dhcp));
        var service = Example.Desired(config, FakeKernel.WithPorts(1)).Services.Single(s => s.Name == "udhcpc.eth0");
        Assert.Equal((true, expected), (service.Running, service.Files[0].Content));
    }

    [Fact]
    public void File_OfAnInterfaceThatAsksForNothing_IsNotThere()
    {
        var service = Example.Desired(Example.Read(Document("false")), FakeKernel.WithPorts(1))
            .Services.Single(s => s.Name == "udhcpc.eth0");
        Assert.False(service.Running);
        Assert.Empty(service.Files);
    }

    [Theory]
    [InlineData("true", "dhcp: true\n")]
    [InlineData("{}", "dhcp: true\n")]
    [InlineData("{ hostname: none, metric: 50 }", "hostname: none\n")]
    public void Written_Client_IsAWordWhereThatSaysAll(string dhcp, string expected)
    {
        var config = Example.Read(Document(dhcp));
        var text = ConfigWriter.ToText(config);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Equal(config, Example.Read(text));
    }

    [Theory]
    [InlineData("{ hostname: a_b }", "interfaces wan dhcp hostname: 'a_b' ")]
    [InlineData("{ hostname: '' }", "interfaces wan dhcp hostname: ")]
    [InlineData("{ vendor-class: 'a\"b' }", "interfaces wan dhcp vendor-class: ")]
    [InlineData("{ client-id: abcdef }", "interfaces wan dhcp client-id: 'abcdef' could be text or bytes")]
    [InlineData("{ request: [255] }", "interfaces wan dhcp request: '255' is not a number from 1 to 254")]
    [InlineData("{ options: { 60: x } }", "interfaces wan dhcp options 60: option 60 has a key of its own (write vendor-class)")]
    [InlineData("{ options: { 53: x } }", "interfaces wan dhcp options 53: option 53 is said by the client itself")]
    [InlineData("{ options: { 77: 5 } }", "interfaces wan dhcp options 77: option 77 is a number, and nobody knows of how many bytes")]
    [InlineData("{ options: { 77: hex:1 } }", "interfaces wan dhcp options 77: option 77 is not 1 to 255 bytes")]
    [InlineData("yes", "interfaces wan dhcp: 'yes' is neither true nor false")]
    [InlineData("[a]", "interfaces wan dhcp: keys of a DHCP client belong here, not a list")]
    public void Check_Mistake_IsNamedWithItsPlace(string dhcp, string expected)
    {
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes(Document(dhcp)), Surroundings.None).Problems;
        Assert.Contains(
            expected,
            string.Join('\n', problems.Select(p => $"{p.Path}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}")),
            StringComparison.Ordinal);
    }

    /// <summary>By words: from the word to keys and back, and to nothing.</summary>
    [Fact]
    public void Edits_BetweenWordAndKeys_GoBothWays()
    {
        var document = Read(Document("true"));
        document = Edited(document, "set", "interfaces wan dhcp hostname cpe");
        Assert.Equal(Document("{ hostname: cpe }"), document.ToText());
        Assert.Equal(Document("{}"), Edited(document, "delete", "interfaces wan dhcp hostname").ToText());
        document = Edited(document, "set", "interfaces wan dhcp true");
        Assert.Equal(Document("true"), document.ToText());
        Assert.Equal(Document("false"), Edited(document, "set", "interfaces wan dhcp false").ToText());
        Assert.DoesNotContain("dhcp", Edited(document, "delete", "interfaces wan dhcp true").ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "{ hostname: cpe }", "set interfaces wan dhcp hostname cpe")]
    [InlineData("{ hostname: cpe }", "true", "set interfaces wan dhcp true")]
    [InlineData("false", "{}", "set interfaces wan dhcp")]
    [InlineData("{ hostname: cpe, metric: 5 }", "{ metric: 5 }", "delete interfaces wan dhcp hostname")]
    public void Commands_BetweenWordAndKeys_LeadFromOneToTheOther(string before, string after, string expected)
    {
        var commands = ConfigDiff.Commands(Read(Document(before)), Read(Document(after)));
        Assert.Equal(expected, string.Join('|', commands));
        var document = commands.Select(command => command.Split(' ', 2))
            .Aggregate(Read(Document(before)), (now, words) => Edited(now, words[0], words[1]));
        Assert.Equal(Example.Read(Document(after)), Example.Read(document.ToText()));
    }

    private static ConfigDocument Read(string text) => ConfigReader.Read(Encoding.UTF8.GetBytes(text)).Document!;

    private static ConfigDocument Edited(ConfigDocument document, string verb, string words)
    {
        var edit = document.Apply(verb, words.Split(' '));
        Assert.True(edit.Document is not null, edit.Problem?.ToString());
        return edit.Document!;
    }
}
