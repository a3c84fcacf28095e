using System.Text;
using Router.Core.Tests.State;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Clients;

public sealed class Ipv6PrefixTests
{
    private const string Client = "{ prefix: 56, prefixes: { voice: { length: 60, hint: \"2001:db8:bb10::\" } }, dns: false }";

    private static string Document(
        string ipv6 = Client, string lan = "{ from: wan, subnet: 3 }", string guests = "{ from: wan, subnet: 4 }") => $$"""
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, ipv6: {{ipv6}} }
          lan: { device: eth1, zone: lan, addresses: ["fd00:1::1/64"], delegated: {{lan}} }
          guests: { vlan: 7, on: lan, zone: lan, delegated: {{guests}} }
        services: { router-advertisements: { lan: {}, guests: {} } }

        """;

    [Fact]
    public void File_WithSeveralPrefixes_GivesEachInterfaceItsPart()
    {
        var text = Text(Document(
            lan: "{ from: wan, prefixes: [main, voice], subnet: 3, suffix: \"::53\" }",
            guests: "{ from: wan, subnet: 4, prefixes: voice }"));
        Assert.Contains("\n  ia_pd 2/::/56 eth1/3/64/83\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  ia_pd [0-9]{7,10}/2001:db8:bb10::/60 eth1/3/64/83 guests/4/64\n", text);
        Assert.Contains("\n  env router_dns=no\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_WithOnePrefix_IsWithoutFurtherWords()
    {
        var text = Text(Document("{ prefix: 56, hint: \"2001:db8:aa00::\" }"));
        Assert.Contains("\n  ia_pd 2/2001:db8:aa00::/56 eth1/3/64 guests/4/64\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("env ", text, StringComparison.Ordinal);
    }

    /// <summary>The number of a prefix is its name's, whatever stands beside it.</summary>
    [Fact]
    public void File_NumberOfAPrefix_StaysWithItsName()
    {
        string Number(string ipv6) =>
            Text(Document(ipv6)).Split('\n').Single(l => l.Contains("bb10", StringComparison.Ordinal)).Split('/')[0];
        Assert.Equal(
            Number(Client),
            Number("{ prefix: 48, prefixes: { first: { length: 62 }, voice: { length: 60, hint: \"2001:db8:bb10::\" } } }"));
    }

    [Theory]
    [InlineData(
        "{ hint: \"2001:db8::\" }", "{ from: wan }",
        "interfaces wan ipv6 hint: is a prefix of no length (set prefix 56, or delete hint)")]
    [InlineData(
        "{ prefix: 56, hint: \"2001:db8:0:1::\" }", "{ from: wan }",
        "interfaces wan ipv6 hint: 2001:db8:0:1:: is no prefix of 56 bits (2001:db8:: is one)")]
    [InlineData(
        "{ prefixes: { main: { length: 56 } } }", "{ from: wan }",
        "interfaces wan ipv6 prefixes main: main is the name of the one of")]
    [InlineData("{ prefixes: { voice: {} } }", "{ from: wan }", "interfaces wan ipv6 prefixes voice: length is missing")]
    [InlineData(
        "{ prefixes: { voice: { length: 60 } } }", "{ from: wan }",
        "interfaces lan delegated: does not say which prefix of wan (add prefixes: one or more of voice)")]
    [InlineData(Client, "{ from: wan, prefixes: [voise] }", "interfaces lan delegated prefixes voise: ")]
    [InlineData(Client, "{ from: wan, prefixes: [voice], subnet: 16 }", "interfaces lan delegated subnet: a /60 has subnets 0 to 15")]
    [InlineData(Client, "{ from: wan, subnet: 4 }", "interfaces guests delegated subnet: lan has it already")]
    [InlineData(Client, "{ from: wan, suffix: \"2001:db8::1\" }", "interfaces lan delegated suffix: '2001:db8::1' is a whole address")]
    [InlineData("{ slaac: false }", "{ from: wan }", "interfaces wan ipv6: asks for nothing")]
    [InlineData("{}", "{ from: wan }", "interfaces lan delegated from: wan asks for no prefix (set interfaces wan ipv6 prefix 56)")]
    public void Check_Mistake_IsNamedWithItsPlace(string ipv6, string lan, string expected)
    {
        var problems = ConfigValidator.Check(Encoding.UTF8.GetBytes(Document(ipv6, lan)), Surroundings.None).Problems;
        Assert.Contains(
            expected,
            string.Join('\n', problems.Select(p => $"{p.Path}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SubnetThatIsTakenInAnotherPrefix_IsFree() =>
        Assert.Empty(ConfigValidator.Check(
            Encoding.UTF8.GetBytes(Document(guests: "{ from: wan, subnet: 3, prefixes: [voice] }")), Surroundings.None).Problems);

    private static string Text(string document) => Example.Desired(Example.Read(document), FakeKernel.WithPorts(2)).Services
        .Single(s => s.Name == "dhcpcd").Files[0].Content;
}
