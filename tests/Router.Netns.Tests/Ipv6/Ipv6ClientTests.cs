using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Netns.Tests.Namespaces;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Ipv6;

/// <summary>A provider's router (this product's own advertisements, and a DHCPv6 server), and a router behind it with its client.</summary>
public sealed class Ipv6ClientTests
{
    private const string Provider = """
        version: 1
        interfaces:
          line: { device: eth0, zone: line, addresses: ["2001:db8:1::1/64"] }
        firewall: { policies: { line -> router: accept } }
        services:
          router-advertisements: { line: {} }

        """;

    private const string Home = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, ipv6: { dhcp: true, prefix: 56 } }
          lan: { device: eth1, zone: lan, delegated: { from: wan, subnet: 3 } }
        services:
          router-advertisements: { lan: {} }

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A prefix of any value, and another one that is asked for by its value, of which the server has two of that length.
    /// </summary>
    private const string Several = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, ipv6: { prefix: 56, prefixes: { voice: { length: 60, hint: "2001:db8:bb10::" } } } }
          lan:
            device: eth1
            zone: lan
            addresses: ["fd00:1::1/64"]
            delegated: { from: wan, prefixes: [main, voice], subnet: 9, suffix: "::abcd:0:0:53" }

        """;

    [Fact]
    public Task Client_BehindAProvider_HasRouteAddressesAndAPartOfThePrefix() => RunAsync(
        Home,
        async home =>
        {
            await UntilAsync(home, "-6 route show default", "via fe80::");
            await UntilAsync(home, "-6 address show dev eth0", "2001:db8:1::77/128");
            await UntilAsync(home, "-6 address show dev eth0", "/64 scope global");
            await UntilAsync(home, "-6 address show dev eth1", "2001:db8:aa00:3::1/64");
            Assert.Equal("", await home.IpAsync("-6 address show dev eth1 permanent scope global"));
        });

    [Fact]
    public Task Client_ThatAsksForSeveralPrefixes_HasAPartOfEachWithItsOwnSuffix() => RunAsync(
        Several,
        async home =>
        {
            await UntilAsync(home, "-6 address show dev eth1", "2001:db8:aa00:9:abcd::53/64");
            await UntilAsync(home, "-6 address show dev eth1", "2001:db8:bb10:9:abcd::53/64");
        });

    private static async Task RunAsync(string document, Func<NetworkNamespace, Task> look)
    {
        await using var provider = await RouterUnderTest.CreateAsync(1);
        var home = provider.Neighbours[0];
        foreach (var end in (NetworkNamespace[])[provider.Kernel, home])
            await end.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv6/conf/eth0/addr_gen_mode", "0"));
        await provider.ApplyAsync(Provider);
        await home.IpAsync("link add eth1 type veth peer name other");
        await home.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1"));
        await home.IpAsync("link set eth0 up");
        await home.IpAsync("link set eth1 up");
        await home.IpAsync("link set other up");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var index = int.Parse((await provider.Kernel.IpAsync("-o link show eth0")).Split(':')[0], CultureInfo.InvariantCulture);
        var server = await provider.Kernel.RunAsync(
            () => PrefixServer.Open(
                index, IPAddress.Parse("2001:db8:1::77"), IPNetwork.Parse("2001:db8:aa00::/56"), IPNetwork.Parse("2001:db8:bb00::/60"),
                IPNetwork.Parse("2001:db8:bb10::/60")));
        var serving = server.RunAsync(stop.Token);
        using var advertising = await StartAsync(provider.Kernel, Advertise(Path.Combine(provider.Paths.Root, "etc/dnsmasq.conf")));
        using var client = await StartAsync(home, await ClientAsync(home, document, provider.Paths.Root));
        try
        {
            await look(home);
        }
        finally
        {
            foreach (var process in (Process[])[client, advertising])
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
            await stop.CancelAsync();
            await serving.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>As the product writes it; a test's machine has no user for it.</summary>
    private static string Advertise(string conf) =>
        $"mkdir -p /run/router && grep -v '^user=\\|^group=' {conf} >/run/dnsmasq.conf && exec dnsmasq --keep-in-foreground --conf-file=/run/dnsmasq.conf --user=root --dhcp-leasefile=/run/leases --port=0";

    /// <summary>What the home's document says, as the product writes it; only the script is where the sources have it.</summary>
    private static async Task<string> ClientAsync(NetworkNamespace home, string document, string folder)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None);
        Assert.Empty(reading.Problems);
        var links = FakeKernel.WithPorts(2).State.Links.Values;
        var built = DesiredStateBuilder.Build(
            reading.Config, new BuildContext(BoardFacts.None, [.. links], new MemorySecrets(), BaseAccounts.Minimal));
        var text = Assert.Single(built.State!.Services, s => s.Name == "dhcpcd").Files[0].Content;
        var conf = Path.Combine(folder, "dhcpcd.conf");
        var script = Path.Combine(Golden.Root(), "firmware/rootfs/usr/share/router/dhcpcd.script");
        await home.RunAsync(
            () => File.WriteAllText(conf, text.Replace("/usr/share/router/dhcpcd.script", script, StringComparison.Ordinal)));
        return $"mkdir -p /run/dhcpcd /run/router && mount -t tmpfs none /var/lib/dhcpcd && exec dhcpcd --nobackground --config {conf}";
    }

    /// <summary>With files of its own in /run.</summary>
    private static Task<Process> StartAsync(NetworkNamespace where, string command) => where.RunAsync(() =>
        Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", $"mount -t tmpfs none /run && {command}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!);

    private static async Task UntilAsync(NetworkNamespace where, string arguments, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var seen = "";
        while (!(seen = await where.IpAsync(arguments)).Contains(text, StringComparison.Ordinal))
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"ip {arguments}: no {text} in: {seen}{await where.IpAsync("-6 address")}");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
