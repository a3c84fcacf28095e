using System.Text;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Links;

/// <summary>
/// Tunnels on the image's kernel: the far end, made with <c>ip</c>, answers through each; what is applied is there; and one that follows an
/// address is the same link afterwards.
/// </summary>
public sealed class TunnelTests(TunnelTests.Machine machine) : IClassFixture<TunnelTests.Machine>
{
    private const string All = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, "2001:db8:f::1/64"] }
          four: { ipip: { remote: 192.0.2.9, underlay: wan }, zone: inside, addresses: [10.90.0.1/24] }
          six: { 6in4: { remote: 192.0.2.9, underlay: wan }, zone: inside, addresses: ["2001:db8:91::1/64"] }
          lite: { dslite: { aftr: "2001:db8:f::9", underlay: wan }, zone: wan }
          frames: { gretap: { remote: 192.0.2.9, underlay: wan, key: 7 } }
          joined: { bridge: [frames], zone: inside, addresses: [10.93.0.1/24] }
          second:
            l2tp:
              remote: 192.0.2.9
              underlay: wan
              tunnel-id: 7
              peer-tunnel-id: 9
              session-id: 1
              peer-session-id: 2
              port: 1701
              cookie: 01020304
              peer-cookie: 0a0b0c0d
            zone: inside
            addresses: [10.94.0.1/24]
          tagged: { vlan: 30, on: wan, zone: inside, egress-priority: { 0: 5, 6: 7 }, mac: "52:54:00:aa:bb:cc" }
        firewall:
          policies: { wan -> router: [6in4, ipip, gre, l2tp, ping], inside -> router: accept, router -> wan: accept, router -> inside: accept }
          nat: { masquerade: [wan] }

        """;

    /// <summary>192.0.2.1 without its first 8 bits is 00 02 01, behind a /36.</summary>
    private const string SixRd = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          six: { 6rd: { prefix: "2001:db8:6000::/36", ipv4-shared: 8, relay: 192.0.2.9, underlay: wan }, zone: wan }
          lan: { device: eth1, zone: inside, delegated: { from: six, subnet: 1 } }
        firewall:
          policies: { wan -> router: [6in4, ping], router -> wan: accept }

        """;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tunnels_EachKind_ReachTheFarEndAndAreAsApplied()
    {
        await RunAsync("apply /lab/all.yaml && settled /lab/all.yaml");
        foreach (var (kind, host) in new[]
        {
            ("ipip", "10.90.0.9"), ("6in4", "2001:db8:91::9"), ("dslite", "192.0.0.1"), ("gretap", "10.93.0.9"), ("l2tp", "10.94.0.9"),
        })
            Assert.Equal($"{kind} answers", $"{kind} {await RunAsync($"answers {host}")}");
        Assert.Contains("master joined", await RunAsync("told frames"), StringComparison.Ordinal);
        Assert.Contains("mtu 1460", await RunAsync("told lite"), StringComparison.Ordinal);
        var tagged = await RunAsync("told tagged");
        Assert.Matches(@"egress-qos-map \{ 0:5 6:7 \}", tagged);
        Assert.Contains("link/ether 52:54:00:aa:bb:cc", tagged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tunnels_UnderlayHasAnotherAddress_FollowItAsTheyStand()
    {
        await RunAsync("apply /lab/all.yaml");
        var before = await RunAsync("number four && number six && number frames");
        await RunAsync("apply /lab/moved.yaml && settled /lab/moved.yaml");
        Assert.Equal(before, await RunAsync("number four && number six && number frames"));
        foreach (var link in (string[])["four", "six", "frames"])
            Assert.Contains("local 192.0.2.2", await RunAsync($"told {link}"), StringComparison.Ordinal);
        Assert.Contains(
            "from 192.0.2.2 to 192.0.2.9", await RunAsync("/sbin/ip -n router l2tp show tunnel"), StringComparison.OrdinalIgnoreCase);
        await RunAsync("apply /lab/all.yaml && settled /lab/all.yaml");
        Assert.Equal("answers", await RunAsync("answers 10.90.0.9"));
    }

    [Fact]
    public async Task SixRd_AnotherCustomer_IsReachedWithTheDelegatedPrefix()
    {
        await RunAsync("apply /lab/sixrd.yaml && settled /lab/sixrd.yaml && make_relay");
        Assert.Equal("answers", await RunAsync("answers 2001:db8:6000:2090::1"));
        Assert.Contains(
            "2001:db8:6000:2011::1/64", await RunAsync("/sbin/ip -n router -6 address show eth1"), StringComparison.Ordinal);
        Assert.Contains(
            "default via ::192.0.2.9 dev six", await RunAsync("/sbin/ip -n router -6 route show"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string command) => (await machine.Guest.RunAsync(command, Within, Stopping)).Trim();

    /// <summary>One machine for all of them.</summary>
    public sealed class Machine : IAsyncLifetime
    {
        private ShellGuest? guest;

        internal ShellGuest Guest => guest ?? throw new InvalidOperationException("the machine was not started");

        public async ValueTask InitializeAsync()
        {
            var files = await LabInitramfs.FilesAsync("Links/TunnelGuest", Stopping);
            files.Add(("all.yaml", Encoding.UTF8.GetBytes(All)));
            files.Add(("moved.yaml", Encoding.UTF8.GetBytes(All.Replace("192.0.2.1/24", "192.0.2.2/24", StringComparison.Ordinal))));
            files.Add(("sixrd.yaml", Encoding.UTF8.GetBytes(SixRd)));
            guest = await ShellGuest.StartAsync("tunnels", files, Stopping);
            await guest.RunAsync("make_ends", Within, Stopping);
        }

        public async ValueTask DisposeAsync()
        {
            if (guest is not null)
                await guest.DisposeAsync();
        }
    }
}
