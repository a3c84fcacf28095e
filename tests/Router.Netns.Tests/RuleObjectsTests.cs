using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Linux.Edges.Nft;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// Limits and counters of rules, with real packets: <c>eth0</c> is the router's (192.0.2.1), its neighbour has two addresses.
/// </summary>
public sealed class RuleObjectsTests
{
    private const int Burst = 5, Sent = 50;
    private static readonly IPAddress Router = IPAddress.Parse("192.0.2.1");

    [Theory]
    [InlineData("source", 2 * Burst)]
    [InlineData("rule", Burst)]
    public async Task Limit_TwoSources_HaveItEachOrTogether(string per, int passed)
    {
        await using var router = await CreateAsync(
            $"{{ name: few, from: wan, to: router, service: udp/9000, limit: 1/day, limit-per: {per}, count: true }}");
        await SendAsync(router, "192.0.2.2", Sent);
        await SendAsync(router, "192.0.2.3", Sent);
        Assert.Equal((ulong)passed, await CountAsync(router));
    }

    [Fact]
    public async Task Counter_RestOfTheFirewallChanges_GoesOn()
    {
        const string Rule = "{ name: \"two $words\", from: wan, to: router, service: udp/9000, count: true }";
        await using var router = await CreateAsync(Rule);
        await SendAsync(router, "192.0.2.2", Sent);
        await router.ApplyAsync(Document($"{{ name: other, from: wan, to: router, service: ssh, action: drop }}, {Rule}"));
        await SendAsync(router, "192.0.2.3", Sent);
        Assert.Equal(2UL * Sent, await CountAsync(router));
    }

    [Fact]
    public async Task Hardening_Changed_IsAppliedSeenAndTakenBack()
    {
        await using var router = await CreateAsync("");
        var strict = Document("")
            + "system: { hardening: { reverse-path: strict, log-martians: true, syn-cookies: false, strict-arp: true } }\n";
        await router.ApplyAsync(strict);
        Assert.Equal("1", await SysctlAsync(router, "net/ipv4/conf/all/rp_filter"));
        Assert.Equal("0", await SysctlAsync(router, "net/ipv4/tcp_syncookies"));
        Assert.Equal("0", await SysctlAsync(router, "net/ipv4/conf/all/send_redirects"));
        var desired = await router.BuildAsync(strict);
        await router.Kernel.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv4/tcp_syncookies", "1"));
        Assert.Equal(
            "net.ipv4.tcp_syncookies",
            Assert.IsType<Change.SetSysctl>(Assert.Single(Planner.Plan(desired, await router.ObserveAsync(desired)))).Key);
        await router.ApplyAsync(Document(""));
        Assert.Equal("2", await SysctlAsync(router, "net/ipv4/conf/all/rp_filter"));
        Assert.Equal("0", await SysctlAsync(router, "net/ipv4/conf/all/log_martians"));
    }

    private static string Document(string rules) => $$"""
        version: 1
        interfaces: { wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] } }
        firewall:
          rules: [{{rules}}]

        """;

    private static async Task<RouterUnderTest> CreateAsync(string rules)
    {
        var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(Document(rules));
        foreach (var address in (string[])["192.0.2.2/24", "192.0.2.3/24"])
            await router.Neighbours[0].IpAsync($"address add {address} dev eth0");
        await router.Neighbours[0].IpAsync("link set eth0 up");
        // Known beforehand, so that no packet waits for an answer of ARP.
        var link = (await router.Kernel.IpAsync("-o link show eth0")).Split(' ');
        await router.Neighbours[0].IpAsync(
            $"neigh replace 192.0.2.1 lladdr {link[Array.IndexOf(link, "link/ether") + 1]} dev eth0 nud permanent");
        return router;
    }

    [Fact]
    public async Task Counters_OfOurTable_AreThoseThatNftLists()
    {
        await using var router = await CreateAsync(
            "{ name: one, from: wan, to: router, service: udp/9000, count: true }, { name: two, from: wan, to: router, service: ssh, count: true }");
        await router.Kernel.ProgramAsync("nft", "add table inet other");
        await router.Kernel.ProgramAsync("nft", "add counter inet other count_0 { packets 5 bytes 6 }");
        await SendAsync(router, "192.0.2.2", Sent);
        var read = await router.Kernel.RunAsync(NamedCounters.Read);
        Assert.Equal<ulong>([0, Sent], read.Values.Select(counter => counter.Packets).Order());
        var listed = await router.Kernel.ProgramAsync("nft", "list counters table inet router");
        Assert.All(
            read.Values,
            counter => Assert.Contains(
                $"counter {counter.Name} {{ packets {counter.Packets} bytes {counter.Bytes} }}",
                Regex.Replace(listed, @"\s+", " "),
                StringComparison.Ordinal));
    }

    private static Task<string> SysctlAsync(RouterUnderTest router, string path) =>
        router.Kernel.RunAsync(() => File.ReadAllText($"/proc/sys/{path}").Trim());

    private static async Task SendAsync(RouterUnderTest router, string source, int count)
    {
        using var receiver = await router.Kernel.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        receiver.Bind(new IPEndPoint(Router, 9000));
        // A port of its own each time: what is established passes without the rule.
        for (var i = 0; i < count; i++)
        {
            using var sender = await router.Neighbours[0].RunAsync(
                () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
            sender.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
            await sender.SendToAsync(new byte[1], new IPEndPoint(Router, 9000), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>On a veth a datagram is there when it was sent.</summary>
    private static async Task<ulong> CountAsync(RouterUnderTest router) =>
        Assert.Single(await router.Kernel.RunAsync(NamedCounters.Read)).Value.Packets;
}
