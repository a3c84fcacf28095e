using Router.Core.Flows;
using Router.Linux.Edges.Scratch;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Why;

/// <summary>A real packet through the real ruleset in a scratch namespace, and the lines of the document that made the verdict.</summary>
public sealed class WhyTests : IDisposable
{
    private readonly ScratchRouter scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(
        "tcp 10.1.0.2:1234 -> 198.51.100.7:443 from lan",
        FlowVerdict.Accepted,
        "192.0.2.1:1234 -> 198.51.100.7:443",
        new[] { "firewall policies \"lan -> wan\"", "firewall nat masquerade wan", "routes 198.51.100.0/24" })]
    [InlineData(
        "tcp 198.51.100.7:1234 -> 192.0.2.1:8080 from wan",
        FlowVerdict.Accepted,
        "198.51.100.7:1234 -> 10.1.0.2:80",
        new[] { "firewall nat forwards web", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData("tcp 203.0.113.9:1234 -> self:22 from wan", FlowVerdict.Unroutable, null, new string[0])]
    [InlineData("tcp 198.51.100.9:1234 -> 203.0.113.7:22 from wan", FlowVerdict.Unroutable, null, new string[0])]
    [InlineData(
        "tcp 198.51.100.7:1234 -> 192.0.2.1:22 from wan",
        FlowVerdict.Dropped,
        null,
        new[] { "firewall policies \"wan -> router\"", "interfaces wan addresses 192.0.2.1/24" })]
    [InlineData("udp 10.1.0.2:1 -> 10.99.1.1:53 from lan", FlowVerdict.Unroutable, null, new[] { "routes 10.99.0.0/16" })]
    [InlineData(
        "icmp 10.1.0.2 -> self from lan",
        FlowVerdict.Accepted,
        null,
        new[] { "firewall policies \"lan -> router\"", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData(
        "icmpv6 2001:db8:2::9 -> 2001:db8:5::1 from lan",
        FlowVerdict.Accepted,
        null,
        new[] { "firewall policies \"lan -> wan\"", "routes 2001:db8:5::/48" })]
    [InlineData(
        "tcp self -> 198.51.100.7:443", FlowVerdict.Accepted, null, new[] { "firewall nat masquerade wan", "routes 198.51.100.0/24" })]
    [InlineData(
        "tcp 10.1.0.77:9 -> 10.1.0.2:80 from wan",
        FlowVerdict.Dropped,
        null,
        new[] { "firewall nat masquerade wan", "interfaces lan addresses", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData(
        "99 10.1.0.2 -> 192.0.2.9",
        FlowVerdict.Accepted,
        "192.0.2.1 -> 192.0.2.9",
        new[] { "firewall policies \"lan -> wan\"", "firewall nat masquerade wan", "interfaces wan addresses 192.0.2.1/24" })]
    public async Task Why_HomeRouter_NamesVerdictAndLines(string flow, FlowVerdict verdict, string? becomes, string[] paths)
    {
        var answer = await FlowQuestion.AskAsync(scratch, NetnsDocuments.Home, flow);
        var text = string.Join('\n', FlowText.Render(answer).Concat(answer.Rules));
        Assert.True(verdict == answer.Verdict, text);
        Assert.True(becomes == answer.LeavesAs, text);
        Assert.True(paths.SequenceEqual(answer.Causes.Select(cause => cause.Path)), text);
    }

    private const string Worded = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, "fd00:9::1/64"] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24, "fd00:1::1/64"] }
        routes: { 0.0.0.0/0: { via: 192.0.2.2 }, "::/0": { via: "fd00:9::2" } }
        firewall:
          sets: { office: [192.0.2.9] }
          services: { asked: [icmp/echo-request, udp/53] }
          policies:
            lan -> wan: accept
          rules:
            - { name: asked, from: wan, to: router, service: "@asked", source-port: 1000-2000 }
            - { name: echo, from: wan, to: router, service: icmp/echo-request }
            - { name: child, from: lan, to: wan, mac: "52:54:00:12:34:56", time: "00:00-24:00", action: drop }
            - { name: web, from: wan, destination: "lan::80", service: https, connections: 9 }
          nat:
            masquerade: [wan]
            masquerade-options: { wan: { source: 10.1.0.0/25, ports: 40000-40000 } }
            forwards:
              office: { from: wan, source: "@office", service: tcp/2222, to: 10.1.0.22, to-port: 22, log: true }
              rest: { from: wan, service: tcp/2222, to: 10.1.0.23 }
            prefixes:
              lan: { zone: wan, inner: "fd00:1::/64", outer: "2001:db8:7::/64" }
        """;

    [Theory]
    [InlineData("icmp 192.0.2.9 -> self from wan", FlowVerdict.Accepted, null, "firewall rules echo")]
    [InlineData("udp 192.0.2.9:1500 -> self:53 from wan", FlowVerdict.Accepted, null, "firewall rules asked")]
    [InlineData("udp 192.0.2.9:2500 -> self:53 from wan", FlowVerdict.Dropped, null, "firewall policies \"wan -> router\"")]
    [InlineData("udp 10.1.0.2:9 -> 198.51.100.7:53 from lan mac 52:54:00:12:34:56", FlowVerdict.Dropped, null, "firewall rules child")]
    [InlineData(
        "udp 10.1.0.2:9 -> 198.51.100.7:53 from lan mac 52-54-00-12-34-57", FlowVerdict.Accepted, "192.0.2.1:40000 -> 198.51.100.7:53",
        "firewall policies \"lan -> wan\"")]
    [InlineData("udp 10.1.0.200:9 -> 198.51.100.7:53 from lan", FlowVerdict.Accepted, null, "firewall policies \"lan -> wan\"")]
    [InlineData(
        "tcp 192.0.2.9:9 -> self:2222 from wan", FlowVerdict.Accepted, "192.0.2.9:9 -> 10.1.0.22:22", "firewall nat forwards office")]
    [InlineData(
        "tcp 192.0.2.8:9 -> self:2222 from wan", FlowVerdict.Accepted, "192.0.2.8:9 -> 10.1.0.23:2222", "firewall nat forwards rest")]
    [InlineData("tcp [fd00:9::9]:9 -> [fd00:1::80]:443 from wan", FlowVerdict.Accepted, null, "firewall rules web")]
    [InlineData("tcp [fd00:9::9]:9 -> [fd00:1::81]:443 from wan", FlowVerdict.Dropped, null, "firewall policies \"wan -> lan\"")]
    [InlineData("tcp [fd00:9::9]:9 -> [2001:db8:7::81]:443 from wan", FlowVerdict.Dropped, null, "firewall nat prefixes lan")]
    [InlineData(
        "udp [fd00:1::22]:9 -> [fd00:9::9]:53 from lan", FlowVerdict.Accepted, "[2001:db8:7::22]:9 -> [fd00:9::9]:53",
        "firewall policies \"lan -> wan\"")]
    public async Task Why_WordsOfRules_NamesWhatHeld(string flow, FlowVerdict verdict, string? becomes, string first)
    {
        var answer = await FlowQuestion.AskAsync(scratch, Worded, flow);
        var text = string.Join('\n', FlowText.Render(answer).Concat(answer.Rules));
        Assert.True(verdict == answer.Verdict, text);
        Assert.True(becomes == answer.LeavesAs, text);
        Assert.True(first == answer.Causes[0].Path, text);
    }

    /// <summary>Whatever listens is named by what listens there, on its port and for those whom it listens to.</summary>
    [Theory]
    [InlineData("tcp 10.1.0.2:9 -> self:22 from lan", FlowVerdict.Accepted, "services ssh")]
    [InlineData("tcp 10.1.0.2:9 -> self:3128 from lan", FlowVerdict.Accepted, "services proxy")]
    [InlineData("tcp 10.2.0.2:9 -> self:445 from dmz", FlowVerdict.Accepted, "services files")]
    [InlineData("tcp 10.2.0.2:9 -> self:3128 from dmz", FlowVerdict.Dropped, "firewall policies \"dmz -> router\"")]
    public async Task Why_RouterItself_NamesWhoListens(string flow, FlowVerdict verdict, string path)
    {
        var answer = await FlowQuestion.AskAsync(scratch, Listening, flow);
        Assert.True((verdict, path) == (answer.Verdict, answer.Causes[0].Path), string.Join('\n', FlowText.Render(answer)));
    }

    private const string Listening = """
        version: 1
        system: { users: { anna: { role: view, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna"] } } }
        interfaces:
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.2.0.1/24] }
        services:
          ssh: { zones: [lan] }
          proxy: { zones: [lan] }
          files: { zones: [dmz], shares: { all: { path: all } } }
        """;

    private const string Translating = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, 192.0.2.4/24, 192.0.2.5/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.2.0.1/24] }
        routes:
          0.0.0.0/0: { via: 192.0.2.2 }
        routing:
          tables:
            second: { id: 102, routes: { 198.51.100.0/24: { via: 10.2.0.2 }, 203.0.113.0/24: { blackhole: true } } }
          rules:
            - { name: mail, mark: 5, table: second }
            - { name: guests, source: 10.1.0.128/25, table: second }
        firewall:
          sets:
            listed: { file: listed.txt }
          policies:
            lan -> wan: accept
            lan -> dmz: accept
          marks:
            - { name: mail, from: lan, service: smtp, mark: 5 }
          rules:
            - { name: r10, from: wan, to: router, source: 192.0.2.77, service: ssh, action: drop }
            - { name: r1, from: wan, to: router, source: "@listed", service: ssh, limit: 1/day, action: accept }
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 80 }
            source:
              mail: { to: wan, source: 10.1.0.25, address: 192.0.2.4 }
            destination:
              other: { zone: wan, outer: 192.0.2.5, inner: 10.2.0.81 }
            one-to-one:
              host: { zone: wan, outer: 192.0.2.4, inner: 10.1.0.80 }
        """;

    [Theory]
    [InlineData(
        "tcp 10.1.0.2:9 -> 192.0.2.1:8080 from lan",
        FlowVerdict.Accepted,
        "10.1.0.1:9 -> 10.1.0.2:80",
        new[] { "firewall nat forwards web", "interfaces lan", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData(
        "tcp 198.51.100.7:9 -> 192.0.2.4:443 from wan",
        FlowVerdict.Accepted,
        "198.51.100.7:9 -> 10.1.0.80:443",
        new[] { "firewall nat one-to-one host", "interfaces lan addresses 10.1.0.1/24" })]
    [InlineData(
        "tcp 10.1.0.80:9 -> 203.0.113.7:443 from lan",
        FlowVerdict.Accepted,
        "192.0.2.4:9 -> 203.0.113.7:443",
        new[] { "firewall policies \"lan -> wan\"", "firewall nat one-to-one host", "routes 0.0.0.0/0" })]
    [InlineData(
        "tcp 10.1.0.25:9 -> 203.0.113.7:443 from lan",
        FlowVerdict.Accepted,
        "192.0.2.4:9 -> 203.0.113.7:443",
        new[] { "firewall policies \"lan -> wan\"", "firewall nat source mail", "routes 0.0.0.0/0" })]
    [InlineData(
        "udp 198.51.100.7:9 -> 192.0.2.5:53 from wan",
        FlowVerdict.Accepted,
        "198.51.100.7:9 -> 10.2.0.81:53",
        new[] { "firewall nat destination other", "interfaces dmz addresses 10.2.0.1/24" })]
    [InlineData(
        "tcp 10.1.0.2:9 -> 198.51.100.9:25 from lan",
        FlowVerdict.Accepted,
        null,
        new[]
        {
            "firewall marks mail",
            "firewall policies \"lan -> dmz\"",
            "routing rules mail",
            "routing tables second routes 198.51.100.0/24"
        })]
    [InlineData(
        "tcp 10.1.0.2:9 -> 203.0.113.9:25 from lan",
        FlowVerdict.Unroutable,
        null,
        new[] { "firewall marks mail", "routing rules mail", "routing tables second routes 203.0.113.0/24" })]
    [InlineData(
        "tcp 10.1.0.200:9 -> 198.51.100.9:443 from lan",
        FlowVerdict.Accepted,
        null,
        new[] { "firewall policies \"lan -> dmz\"", "routing rules guests", "routing tables second routes 198.51.100.0/24" })]
    [InlineData(
        "tcp 192.0.2.2:9 -> 192.0.2.1:22 from wan",
        FlowVerdict.Accepted,
        null,
        new[] { "firewall rules r1", "firewall sets listed file", "interfaces wan addresses 192.0.2.1/24" })]
    public async Task Why_EveryTranslationAndTable_NamesItsLines(string flow, FlowVerdict verdict, string? becomes, string[] paths)
    {
        var answer = await FlowQuestion.AskAsync(scratch, Translating, flow, WhyDocument.Around);
        var text = string.Join('\n', FlowText.Render(answer).Concat(answer.Rules));
        Assert.True(verdict == answer.Verdict, text);
        Assert.True(becomes == answer.LeavesAs, text);
        Assert.True(paths.SequenceEqual(answer.Causes.Select(cause => cause.Path)), text);
        Assert.True(answer.Causes.All(cause => cause.Line > 0), text);
    }

    [Fact]
    public async Task Why_AskedMoreOftenThanTheLimit_AnswersTheSame()
    {
        const int burst = 5;
        for (var i = 0; i <= burst + 1; i++)
            Assert.Equal(
                FlowVerdict.Accepted,
                (await FlowQuestion.AskAsync(
                    scratch, Translating, "tcp 192.0.2.2:9 -> 192.0.2.1:22 from wan", WhyDocument.Around)).Verdict);
    }

    [Theory]
    [InlineData("lan -> router: accept", "lan -> router: accept", true)]
    [InlineData("lan -> router: accept", "lan -> router: [dns]", false)]
    [InlineData("10.1.0.1/24", "10.1.0.3/24", false)]
    [InlineData("10.1.0.1/24", "10.1.0.1/31", false)]
    [InlineData("mtu: 1500", "mtu: 1400", true)]
    public async Task Connect_AfterAChange_IsAnsweredOrCut(string before, string after, bool answered)
    {
        var (_, desired, _) = FlowQuestion.Build(NetnsDocuments.Home.Replace(before, after, StringComparison.Ordinal));
        var flow = Flow.Parse("tcp 10.1.0.2:50000 -> 10.1.0.1:22".Split(' '), out _)!;
        var (_, alive) = await scratch.ConnectAsync(desired, Learned.Nothing, flow, "lan", TestContext.Current.CancellationToken);
        Assert.Equal(answered, alive);
    }
}
