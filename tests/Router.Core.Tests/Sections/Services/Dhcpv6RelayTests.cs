using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

public sealed class Dhcpv6RelayTests
{
    private const string Relay = "router-advertisements: { lan: {} }, dhcpv6: { lan: { relay: [\"2001:db8:9::1\", \"2001:db8:9::2\"] } }";

    [Fact]
    public void File_OfARelay_HandsOnAndSaysThatHostsAsk()
    {
        var text = Text(Relay);
        Assert.Contains(
            "\ndhcp-relay=2001:db8:1::1,2001:db8:9::1\ndhcp-relay=2001:db8:1::1,2001:db8:9::2\n", text, StringComparison.Ordinal);
        Assert.Contains("\ndhcp-range=::,constructor:eth1,static,slaac,64\n", text, StringComparison.Ordinal);
        Assert.Contains("\ninterface=/*\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfARelayForSettingsAlone_SaysSo() => Assert.Contains(
        "\ndhcp-range=::,constructor:eth1,ra-stateless,64\n",
        Text(Relay.Replace("lan: {}", "lan: { managed: false, other: true }", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void File_WithRelaysOfBothFamilies_NamesNoLinkTwice()
    {
        var text = Text(Relay + ", dhcp: { lan: { relay: [10.9.0.1] } }");
        Assert.Equal(2, text.Split("interface=/*").Length);
    }

    [Theory]
    [InlineData("dhcpv6: { lan: { relay: [\"2001:db8:9::1\"] } }", "dhcpv6 lan: hosts ask for addresses where an advertisement says so")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { relay: [\"2001:db8:9::1\"], range: \"::10-::20\" } }",
        "dhcpv6 lan relay: the servers that it relays to decide about all else")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { relay: [\"2001:db8:1::1\"] } }",
        "dhcpv6 lan relay 2001:db8:1::1: 2001:db8:1::1 is the router itself")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { relay: [\"2001:db8:1::9\"] } }",
        "dhcpv6 lan relay 2001:db8:1::9: 2001:db8:1::9 is on the network itself")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { relay: [\"fe80::1\"] } }",
        "dhcpv6 lan relay fe80::1: fe80::1 is an address of one link alone")]
    [InlineData(
        "router-advertisements: { lan: { managed: false } }, dhcpv6: { lan: { relay: [\"2001:db8:9::1\"] } }",
        "router-advertisements lan managed: services dhcpv6 has addresses for its hosts")]
    public void Check_Mistake_IsNamedWithItsPlace(string services, string expected) =>
        Assert.Contains($"services {expected}", Checked.Problems(Checked.Document(services)), StringComparison.Ordinal);

    [Fact]
    public void Check_Relay_IsWithoutAdvice() => Assert.Equal("", Checked.Advice(Checked.Document(Relay)));

    private static string Text(string services) => Example.Desired(Example.Read(Checked.Document(services)), FakeKernel.WithPorts(3))
        .Services.Single(s => s.Name == "dnsmasq").Files[0].Content;
}
