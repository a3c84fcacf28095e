using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

/// <summary>Multicast that a router carries: names of devices between zones, television from a line.</summary>
public sealed class MulticastTests
{
    private const string Base =
        """
        version: 1
        interfaces:
          tv: { device: eth0, zone: tv, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
          iot: { device: eth2, zone: iot, addresses: [192.168.2.1/24] }
        services:

        """;

    [Theory]
    [InlineData(
        "mdns: { zones: [lan] }",
        "services mdns: has nothing to carry: less than two interfaces are in its zones "
            + "(name the zones between which devices are to be found: zones: [lan, iot])")]
    [InlineData(
        "igmp-proxy: { zones: [lan] }",
        "services igmp-proxy: upstream is missing (upstream: The interface that it comes from.)")]
    [InlineData(
        "igmp-proxy: { upstream: wna, zones: [lan] }",
        "services igmp-proxy upstream: there is no interface wna (did you mean wan?)")]
    [InlineData(
        "igmp-proxy: { upstream: wan, zones: [lan, wan] }",
        "services igmp-proxy zones wan: is the zone of wan, where multicast comes from "
            + "(name the zones inside, or give the line a zone of its own)")]
    [InlineData(
        "igmp-proxy: { upstream: wan, zones: [lan], sources: [239.0.0.0/8] }",
        "services igmp-proxy sources 239.0.0.0/8: is a group, not who sends to it "
            + "(name the network of the senders; groups are joined by hosts)")]
    [InlineData(
        "igmp-proxy: { upstream: wan, zones: [lan], sources: [\"2001:db8::/32\"] }",
        "services igmp-proxy sources 2001:db8::/32: IGMP is of IPv4 alone (name an IPv4 network)")]
    [InlineData("igmp-proxy: { upstream: wan, zones: [lan], sources: [10.100.0.0/16] }", "")]
    [InlineData("mdns: { zones: [lan, wan] }", "")]
    public void Service_ThatCannotBe_IsRefusedWithTheFix(string service, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document(service)));

    [Fact]
    public void Mdns_ToTheOutside_IsAdvisedAgainst() => Assert.Contains(
        "services mdns zones wan: is masqueraded, so it leads outside: whoever is there hears what devices there are inside "
            + "(take wan out, unless its network is yours)",
        Checked.Advice(Checked.Document("mdns: { zones: [lan, wan] }")),
        StringComparison.Ordinal);

    [Fact]
    public void Mdns_OfTwoZones_ReflectsBetweenTheirLinksAndIsOpenThere()
    {
        var state = Desired("  mdns: { zones: [lan, iot] }\n");
        var file = File(state, "/etc/avahi/avahi-daemon.conf");
        Assert.StartsWith("[server]\nallow-interfaces=eth1,eth2\n", file, StringComparison.Ordinal);
        Assert.Contains("enable-dbus=no\n", file, StringComparison.Ordinal);
        Assert.Contains("[publish]\ndisable-publishing=yes\n[reflector]\nenable-reflector=yes\n", file, StringComparison.Ordinal);
        Assert.True(Service(state, "avahi-daemon").Running);
        Assert.Contains("\"eth1\" . udp . 5353, \"eth2\" . udp . 5353", state.Ruleset.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void IgmpProxy_OfALine_IsToldItsLinksAndSenders()
    {
        var state = Desired("  igmp-proxy: { upstream: tv, zones: [lan], sources: [10.100.0.0/16, 10.101.0.0/16] }\n");
        Assert.Equal(
            "quickleave\nphyint eth0 upstream ratelimit 0 threshold 1\n  altnet 10.100.0.0/16\n  altnet 10.101.0.0/16\n"
                + "phyint eth1 downstream ratelimit 0 threshold 1\n",
            File(state, "/etc/igmpproxy/igmpproxy.conf"));
        var text = state.Ruleset.ToText();
        Assert.Contains("iifname @multicast_links meta l4proto 2 accept", text, StringComparison.Ordinal);
        Assert.Contains("oifname @multicast_links meta l4proto 2 accept", text, StringComparison.Ordinal);
        Assert.Contains(
            "iifname \"eth0\" oifname \"eth1\" ip daddr 224.0.0.0/4 meta l4proto udp accept", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_ThatAreNotNamed_DoNotRunAndOpenNothing()
    {
        var state = Desired("  ssh: { zones: [lan] }\n");
        Assert.False(Service(state, "avahi-daemon").Running || Service(state, "igmpproxy").Running);
        Assert.DoesNotContain("multicast", state.Ruleset.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("5353", state.Ruleset.ToText(), StringComparison.Ordinal);
    }

    private static DesiredState Desired(string services) => Example.Desired(Example.Read(Base + services), FakeKernel.WithPorts(3));

    private static DesiredService Service(DesiredState state, string name) => state.Services.Single(service => service.Name == name);

    private static string File(DesiredState state, string path) =>
        state.Services.SelectMany(service => service.Files).Single(file => file.Path == path).Content;
}
