using System.Net;
using System.Text;
using Router.Core.Values;
using Router.Features.Configuration;
using Router.Features.Firewall;

namespace Router.Core.Tests.Config;

public sealed class ConfigReaderTests
{
    [Fact]
    public void Read_Home_HasNoProblemsAndAllSections()
    {
        var reading = ConfigReader.Read(Examples.Bytes("home.yaml"));

        Assert.Empty(reading.Problems);
        var config = reading.Config;
        Assert.Equal("home", config.System.Hostname);
        Assert.Equal("guest-nas", config.System.Users["guest-nas"].Password?.Name);
        Assert.Equal([new DeviceReference(DeviceReferenceKind.Role, "lan")], config.Interfaces["lan"].Bridge);
        Assert.True(config.Interfaces["wan"].Dhcp);
        Assert.Equal(IPAddress.Parse("192.168.10.2"), config.Routes[IPNetwork.Parse("10.20.0.0/16")].Via);
        Assert.Equal(FirewallAction.Accept, config.Firewall.Policies[new ZonePair("lan", "wan")].Action);
        Assert.Equal(new RateLimit(10, RateUnit.Minute), config.Firewall.Rules[0].Limit);
        Assert.Equal(64L << 20, config.Services.Proxy?.Cache);
        Assert.Equal(TimeSpan.FromHours(12), config.Services.Dhcp["lan"].LeaseTime);
        Assert.Equal(["guest-nas"], config.Services.Files?.Shares["media"].Write);
    }

    [Fact]
    public void Read_ManyMistakes_ReportsAllWithPositionPathAndHint()
    {
        var problems = Problems(
            """
            version: 1
            sistem: { hostname: x }
            interfaces:
              wan: { device: eth0, dhcp: yes, mtu: 40 }
              lan: { addresses: [192.168.10.1] }
            firewall:
              policies:
                lan -> wan: acept
              rules:
                - { from: lan }
            services:
              dhcp: { lan: { range: 192.168.10.9 } }
            """);

        Assert.Equal(
            [
                "t:2:1: sistem: unknown key (did you mean system?)",
                "t:4:30: interfaces wan dhcp: 'yes' is neither true nor false (one of true, false, or keys: hostname, vendor-class, client-id, request, options, metric, dns, broadcast)",
                "t:4:40: interfaces wan mtu: '40' is not a number from 68 to 65535 (for example 1500)",
                "t:5:22: interfaces lan addresses: '192.168.10.1' is not an address with its prefix length (with the length of its network, such as 192.168.10.1/24)",
                "t:8:17: firewall policies \"lan -> wan\": 'acept' is neither a policy nor a known service (did you mean accept?)",
                "t:10:7: firewall rules 1: name is missing (name: Unique among the rules; paths and counters use it.)",
                "t:12:25: services dhcp lan range: '192.168.10.9' is not a range of IPv4 addresses, FIRST-LAST (for example 192.168.10.100-192.168.10.199)",
            ],
            problems);
    }

    private static IEnumerable<string> Problems(string yaml) =>
        ConfigReader.Read(Encoding.UTF8.GetBytes(yaml)).Problems.Select(p => p.ToString("t"));
}
