using System.Text;
using Router.Core.Boards;
using Router.Core.State;
using Router.Core.Tests.Sections.Services;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Mappings.Build;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Mappings;

/// <summary><c>services mappings</c>: what is refused with what fix, what is opened, and what comes of it.</summary>
public sealed class MappingsDocumentTests
{
    [Theory]
    [InlineData("zones: [wan]", "services mappings zones wan: is masqueraded, so its hosts are outside")]
    [InlineData("zones: [lam]", "services mappings zones lam: there is no zone lam")]
    [InlineData("zones: [lan], uplink: lan", "services mappings uplink: lan is in no masqueraded zone")]
    [InlineData("zones: [lan], uplink: wam", "services mappings uplink: there is no interface wam")]
    [InlineData("zones: [lan], pcp: false", "services mappings: offers neither PCP nor UPnP")]
    [InlineData("zones: [lan], lifetime: 1m", "services mappings lifetime: is not between 2m and 7d")]
    [InlineData("zones: [lan], lifetime: 8d", "services mappings lifetime: is not between 2m and 7d")]
    [InlineData("zones: [lan], per-host: 20, total: 10", "services mappings per-host: is more than all hosts together may have (10)")]
    [InlineData("zones: [lan], per-host: 0", "is not a number from 1 to 256")]
    [InlineData("zones: [lan], ports: 0-10", "is no port or range of ports")]
    [InlineData("zones: [lan], hosts: [\"2001:db8::/64\"]", "services mappings hosts: 2001:db8:: is IPv6")]
    public void WrongDocument_SaysWhatAndTheFix(string mappings, string problem) =>
        Assert.Contains(problem, Checked.Problems(Checked.Document($"mappings: {{ {mappings} }}")), StringComparison.Ordinal);

    [Fact]
    public void TwoLines_WantOneToBeNamed()
    {
        const string second = "  wan2: { device: eth2, zone: wan, dhcp: true }\n";
        Assert.Contains(
            "may lead from wan, wan2, and there is one outer address (add uplink: wan)",
            Checked.Problems(Checked.Document("mappings: { zones: [lan] }", interfaces: second)), StringComparison.Ordinal);
        Assert.Equal("", Checked.Problems(Checked.Document("mappings: { zones: [lan], uplink: wan2 }", interfaces: second)));
    }

    [Fact]
    public void Zones_AloneAreOpened()
    {
        var text = Build("mappings: { zones: [lan], upnp: true }", out _);
        foreach (var opening in (string[])["\"eth1\" . udp . 5351", "\"eth1\" . udp . 1900", "\"eth1\" . tcp . 5000"])
            Assert.Contains(opening, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"eth0\" . udp . 5351", text, StringComparison.Ordinal);
        var without = Build("mappings: { zones: [lan] }", out _);
        Assert.DoesNotContain("1900", without, StringComparison.Ordinal);
        Assert.DoesNotContain("5000", without, StringComparison.Ordinal);
    }

    /// <summary>A host never gets a port that the router hears at or that the document forwards.</summary>
    [Fact]
    public void Settings_KeepOffWhatIsTaken()
    {
        Build("mappings: { zones: [lan], ports: 1-65535, hosts: [192.168.1.0/24] }, ssh: { port: 2222, zones: [wan] }", out var settings);
        Assert.Equal(("eth0", "eth1"), (settings!.Uplink, Assert.Single(settings.Inside)));
        Assert.True(settings.Rules.IsReserved(new(TransportProtocol.Tcp, 2222)));
        Assert.True(settings.Rules.IsReserved(new(TransportProtocol.Udp, 5351)));
        Assert.True(settings.Rules.IsReserved(new(TransportProtocol.Udp, 68)));
        Assert.False(settings.Rules.IsReserved(new(TransportProtocol.Udp, 2222)));
        Assert.Equal((32, 512, TimeSpan.FromHours(2)), (settings.Rules.PerHost, settings.Rules.Total, settings.Rules.Lifetime));
    }

    private static string Build(string services, out MappingSettings? settings)
    {
        var reading = ConfigValidator.Check(
            Encoding.UTF8.GetBytes(Checked.Document(services)), Surroundings.None);
        Assert.Empty(reading.Problems);
        var context = new BuildContext(
            BoardFacts.None, [.. FakeKernel.WithPorts(3).State.Links.Values], new MemorySecrets(), BaseAccounts.Minimal)
        {
            SecretsAreStandIns = true,
        };
        settings = PortMappings.Of(reading.Config, Topology.Resolve(reading.Config, context, []));
        return DesiredStateBuilder.Build(reading.Config, context with { Partial = true }).State!.Ruleset!.ToText();
    }
}
