using System.Diagnostics;
using Router.Netns.Tests.Namespaces;
using Router.Testing;

namespace Router.Netns.Tests.Dhcp;

/// <summary>
/// BusyBox's DHCP client with the image's script, against BusyBox's server in the namespace at the other end of the line.
/// </summary>
public sealed class UdhcpcTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static string Script => Path.Combine(Golden.Root(), "firmware/rootfs/usr/share/router/udhcpc.script");

    [Theory]
    [InlineData(
        "203.0.113.7", "opt subnet 255.255.255.255\nopt router 172.31.1.1",
        "203.0.113.7/32", "default via 172.31.1.1 |172.31.1.1 scope link ", "")]
    [InlineData(
        "100.64.0.7", "opt subnet 255.255.255.0\nopt router 100.64.0.254", "100.64.0.7/24", "default via 100.64.0.254 ", "scope link")]
    [InlineData(
        "100.64.0.7",
        "opt subnet 255.255.255.0\nopt router 100.64.0.254\nopt staticroutes 10.0.0.0/8 100.64.0.1, 0.0.0.0/0 100.64.0.1",
        "100.64.0.7/24",
        "default via 100.64.0.1 |10.0.0.0/8 via 100.64.0.1 ", "100.64.0.254")]
    [InlineData(
        "203.0.113.7",
        "opt subnet 255.255.255.255\nopt staticroutes 0.0.0.0/0 172.31.1.1, 172.31.1.1/32 0.0.0.0, 10.1.0.0/16 172.31.1.1",
        "203.0.113.7/32",
        "default via 172.31.1.1 |172.31.1.1 scope link |10.1.0.0/16 via 172.31.1.1 ", "")]
    public async Task Lease_OfEveryKind_HasItsAddressAndRoutes(string address, string options, string expected, string routes, string never)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("link set eth0 up");
        var server = router.Neighbours[0];
        await server.IpAsync("link set eth0 up");
        await server.IpAsync("address add 192.0.2.1/24 dev eth0");
        using var serving = await StartAsync(
            server,
            $"printf '%s\\n' 'start {address}' 'end {address}' 'interface eth0' 'lease_file /run/leases' '{options.Replace("\n", "' '", StringComparison.Ordinal)}' 'opt lease 600' >/run/udhcpd.conf; touch /run/leases; exec busybox udhcpd -f /run/udhcpd.conf");
        using var client = await StartAsync(
            router.Kernel, $"mkdir -p /run/router/resolv.d; exec busybox udhcpc -f -i eth0 -t 20 -T 1 -A 1 -O staticroutes -s {Script}");
        try
        {
            foreach (var route in routes.Split('|'))
                await UntilAsync(router.Kernel, "-4 route show dev eth0 proto dhcp", route);
            Assert.Contains($"{expected} ", await router.Kernel.IpAsync("-4 address show dev eth0 dynamic"), StringComparison.Ordinal);
            if (never.Length > 0)
                Assert.DoesNotContain(never, await router.Kernel.IpAsync("-4 route show dev eth0 proto dhcp"), StringComparison.Ordinal);
            Assert.All(
                (await router.Kernel.IpAsync("-4 route show dev eth0 proto dhcp")).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                line => Assert.Contains("metric 2", line, StringComparison.Ordinal));
        }
        finally
        {
            foreach (var process in (Process[])[client, serving])
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Other routes at the next renewal: those of before go, and nothing that is not the client's.</summary>
    [Fact]
    public async Task Renewal_WithOtherRoutes_LeavesNoneOfBefore()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("link set eth0 up");
        await RunAsync(
            router, "ip=100.64.0.7 mask=24 router=100.64.0.254 staticroutes='10.0.0.0/8 100.64.0.1 0.0.0.0/0 100.64.0.1'", "bound");
        await router.Kernel.IpAsync("route add 198.51.100.0/24 via 100.64.0.9 proto static");
        await RunAsync(router, "ip=100.64.0.7 mask=24 router=100.64.0.254", "renew");
        var routes = (await router.Kernel.IpAsync("-4 route show dev eth0 proto dhcp")).Trim();
        Assert.StartsWith("default via 100.64.0.254 ", routes, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", routes, StringComparison.Ordinal);
        Assert.Contains("198.51.100.0/24", await router.Kernel.IpAsync("-4 route show proto static"), StringComparison.Ordinal);
        // An address of the document is not made one with a lifetime.
        await router.Kernel.IpAsync("address change 100.64.0.7/24 dev eth0 valid_lft forever preferred_lft forever");
        await RunAsync(router, "ip=100.64.0.7 mask=24 router=100.64.0.254", "renew");
        Assert.Equal("", await router.Kernel.IpAsync("-4 address show dev eth0 dynamic"));
    }

    [Fact]
    public async Task Route_ThatTheKernelRefuses_IsTold()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("link set eth0 up");
        Assert.Contains(
            "10.0.0.0/33",
            await RunAsync(router, "ip=100.64.0.7 mask=24 staticroutes='10.0.0.0/33 100.64.0.1'", "bound"),
            StringComparison.Ordinal);
    }

    private static Task<string> RunAsync(RouterUnderTest router, string lease, string happened) => router.Kernel.RunAsync(async () =>
    {
        var command =
            $"mount -t tmpfs none /run && mkdir -p /run/router/resolv.d /run/bin && printf '#!/bin/sh\necho \"$@\"\n' >/run/bin/logger && chmod +x /run/bin/logger && PATH=/run/bin:$PATH interface=eth0 lease=600 dns=192.0.2.53 {lease} sh {Script} {happened} 2>&1";
        using var process = Process.Start(
            new ProcessStartInfo("unshare", ["--mount", "sh", "-c", command]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    });

    /// <summary>With files of its own in /run.</summary>
    private static Task<Process> StartAsync(NetworkNamespace where, string command) => where.RunAsync(() =>
        Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", $"mount -t tmpfs none /run && {command}"]))!);

    private static async Task UntilAsync(NetworkNamespace where, string arguments, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var seen = "";
        while (!(seen = await where.IpAsync(arguments)).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested, $"ip {arguments}: no {text} in: {seen}{await where.IpAsync("-4 address")}");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
