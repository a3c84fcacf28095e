using System.Net;
using System.Text;
using Router.Core.Boards;
using Router.Core.Flows;
using Router.Ctl.Importing;
using Router.Ctl.Importing.OpenWrt;
using Router.Ctl.Importing.Uci;
using Router.Linux.Edges.Scratch;
using Router.Netns.Tests.Why;

namespace Router.Netns.Tests.Importing;

/// <summary>What the kernel does by an imported document beside what fw4 does by the configuration that it came of.</summary>
public sealed class OpenWrtAgreementTests : IDisposable
{
    private const int Routers = 12;

    private const string Network = """
        config interface wan
          option device eth0
          option proto static
          option ipaddr 203.0.113.2/24
          option gateway 203.0.113.1
        config interface lan
          option device eth1
          option proto static
          option ipaddr 192.168.1.1/24
        config interface guest
          option device eth2
          option proto static
          option ipaddr 10.30.0.1/24
        """;

    private const string Firewall = """
        config defaults
          option input REJECT
          option output ACCEPT
          option forward REJECT
        config zone
          option name lan
          list network lan
          option input ACCEPT
          option output ACCEPT
          option forward ACCEPT
        config zone
          option name wan
          list network wan
          option input REJECT
          option output ACCEPT
          option forward DROP
          option masq 1
        config zone
          option name guest
          list network guest
          option input DROP
          option output REJECT
          option forward REJECT
        config forwarding
          option src lan
          option dest wan
        config forwarding
          option src guest
          option dest wan
        config rule
          option name 'names for guests'
          option src guest
          option dest_port 53
          option target ACCEPT
        config rule
          option name 'no mail of guests'
          option src guest
          option dest wan
          option proto tcp
          option dest_port '25 465-587'
          option target REJECT
        config rule
          option name 'bad ones'
          option src '*'
          option dest '*'
          option ipset bad
          option proto all
          option target DROP
        config rule
          option name 'a printer for guests'
          option src guest
          option dest lan
          option dest_ip 192.168.1.20
          option proto tcp
          option dest_port 631
          option target ACCEPT
        config rule
          option name 'ssh from an office'
          option src wan
          option src_ip 198.51.100.0/24
          option proto tcp
          option dest_port 22
          option target ACCEPT
        config rule
          option name 'time for the router'
          option dest guest
          option proto udp
          option dest_port 123
          option target ACCEPT
        config ipset
          option name bad
          option match src_net
          list entry 198.51.100.66/32
        config redirect
          option src wan
          option proto tcp
          option src_dport 8080
          option dest_ip 192.168.1.20
          option dest_port 80
        """;

    private static readonly (string? Zone, IPAddress Own, IPAddress[] Hosts)[] Places =
    [
        ("wan", IPAddress.Parse("203.0.113.2"), [IPAddress.Parse("198.51.100.7"), IPAddress.Parse("198.51.100.66")]),
        ("lan", IPAddress.Parse("192.168.1.1"), [IPAddress.Parse("192.168.1.20"), IPAddress.Parse("192.168.1.66")]),
        ("guest", IPAddress.Parse("10.30.0.1"), [IPAddress.Parse("10.30.0.20")]),
    ];

    private static readonly (string Protocol, int?[] Ports)[] Services =
        [("tcp", [22, 25, 80, 631, 8080]), ("udp", [53, 123]), ("icmp", [null])];

    private readonly ScratchRouter scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Why_TableOfProbes_AgreesWithFw4()
    {
        var verdicts = await CompareAsync(Firewall, [.. Probes()]);
        Assert.All([FlowVerdict.Accepted, FlowVerdict.Dropped, FlowVerdict.Rejected], verdict => Assert.True(verdicts[verdict] > 10));
    }

    [Fact]
    public async Task Why_FirewallsByChance_AgreeWithFw4()
    {
        for (var seed = 1; seed <= Routers; seed++)
        {
            var random = new Random(seed);
            var probes = Probes().ToArray();
            random.Shuffle(probes);
            await CompareAsync(ByChance(random), probes[..24]);
        }
    }

    private async Task<Dictionary<FlowVerdict, int>> CompareAsync(string firewall, IReadOnlyList<Probe> probes)
    {
        var fw4 = new Fw4(UciText.Read("firewall", Encoding.UTF8.GetBytes(firewall)));
        var result = OpenWrtImport.Run(
            new([UciText.Read("network", Encoding.UTF8.GetBytes(Network)), UciText.Read("firewall", Encoding.UTF8.GetBytes(firewall))], []),
            BoardFacts.None);
        Assert.DoesNotContain(result.Entries, entry => entry.Fate is Fate.NotSayable or Fate.Contradicts);
        var verdicts = new Dictionary<FlowVerdict, int>();
        foreach (var probe in probes)
        {
            var expected = Expected(fw4, probe);
            var answer = await FlowQuestion.AskAsync(scratch, result.Document, Words(probe));
            Assert.True(expected == answer.Verdict,
                $"{Words(probe)}: {expected} by fw4, but {string.Join(" | ", FlowText.Render(answer))}\n{result.Document}");
            verdicts[expected] = verdicts.GetValueOrDefault(expected) + 1;
        }
        return verdicts;
    }

    private static FlowVerdict Expected(Fw4 fw4, Probe probe) =>
        probe.To is null && fw4.Redirected(probe) is var (host, port)
            ? fw4.VerdictOfRedirected(probe with { To = ZoneOf(host), Destination = host, Port = port })
            : fw4.Verdict(probe);

    private static string ZoneOf(IPAddress host) => Places.First(place => place.Hosts.Contains(host)).Zone!;

    private static string Words(Probe probe)
    {
        var (from, to) = (probe.Port is null ? "" : ":40000", probe.Port is { } port ? $":{port}" : "");
        return probe.From is null
            ? $"{probe.Protocol} self -> {probe.Destination}{to}"
            : $"{probe.Protocol} {probe.Source}{from} -> {probe.Destination}{to} from {probe.From}";
    }

    /// <summary>From each host to the router and to each host of each zone, and from the router to each.</summary>
    private static IEnumerable<Probe> Probes()
    {
        foreach (var (protocol, ports) in Services)
        {
            foreach (var port in ports)
            {
                foreach (var (zone, own, hosts) in Places)
                {
                    foreach (var source in hosts)
                    {
                        yield return new(zone, null, protocol, source, own, port);
                        foreach (var other in Places)
                        {
                            foreach (var destination in other.Hosts.Where(host => !host.Equals(source)))
                                yield return new(zone, other.Zone, protocol, source, destination, port);
                        }
                    }
                    yield return new(null, zone, protocol, own, hosts[0], port);
                }
            }
        }
    }

    private static string ByChance(Random random)
    {
        var text = new StringBuilder();
        string[] zones = ["lan", "wan", "guest"], words = ["ACCEPT", "DROP", "REJECT"];
        string[] protocols = ["", "option proto tcp\n", "option proto udp\n", "option proto icmp\n", "option proto all\n"];
        text.Append($"config defaults\noption input {Word()}\noption output {Word()}\noption forward {Word()}\n");
        foreach (var zone in zones)
        {
            text.Append($"config zone\noption name {zone}\nlist network {zone}\n");
            text.Append($"option input {Word()}\noption output {Word()}\noption forward {Word()}\n");
        }
        foreach (var (from, to) in zones.SelectMany(from => zones.Where(to => to != from).Select(to => (from, to))))
            text.Append(random.Next(3) == 0 ? $"config forwarding\noption src {from}\noption dest {to}\n" : "");
        text.Append("config ipset\noption name bad\noption match src_net\nlist entry 198.51.100.66/32\nlist entry 192.168.1.64/26\n");
        for (var rules = random.Next(2, 8); rules > 0; rules--)
        {
            text.Append($"config rule\noption target {Word()}\n");
            text.Append(random.Next(4) > 0 ? $"option src {End()}\n" : "");
            text.Append(random.Next(2) > 0 ? $"option dest {End()}\n" : "");
            text.Append(protocols[random.Next(protocols.Length)]);
            var icmp = text.ToString().EndsWith("icmp\n", StringComparison.Ordinal);
            text.Append(!icmp && random.Next(2) > 0 ? "option dest_port '22 80-631'\n" : "");
            text.Append(random.Next(4) == 0 ? "option ipset bad\n" : random.Next(3) == 0 ? "option src_ip 192.168.1.0/24\n" : "");
            text.Append(random.Next(4) == 0 ? "option dest_ip 192.168.1.20\n" : random.Next(4) == 0 ? "option family ipv4\n" : "");
        }
        text.Append("config redirect\noption src wan\noption proto tcp\noption src_dport 8080\n");
        text.Append("option dest_ip 192.168.1.20\noption dest_port 80\n");
        return text.ToString();

        string Word() => words[random.Next(words.Length)];

        string End() => random.Next(4) == 0 ? "'*'" : zones[random.Next(zones.Length)];
    }
}
