using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Netns.Tests.Namespaces;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Dhcp;

/// <summary>What a document has the DHCP client say, as dnsmasq hears it, and what it takes of the lease.</summary>
public sealed class DhcpClientWordsTests
{
    private const string Said =
        "{ hostname: cpe.isp.example, vendor-class: 'box `1; $x', client-id: \"00:aa:bb:cc\", options: { 77: FSVDSL }, "
        + "request: [125], metric: 50, dns: false, broadcast: true }";

    private static string Script => Path.Combine(Golden.Root(), "firmware/rootfs/usr/share/router/udhcpc.script");

    [Fact]
    public async Task Server_HearsTheWordsOfADocument()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await using var serving = new Serving();
        var log = Path.Combine(router.Paths.Root, "heard");
        await StartAsync(router, serving, Said, log);
        await Serving.UntilAsync(() => router.Kernel.IpAsync("-4 route show dev eth0 proto dhcp"), "default via 192.0.2.1 metric 50");
        var heard = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
        foreach (var expected in (string[])
        [
            "vendor class: box `1; $x", "user class: FSVDSL", "client provides name: cpe.isp.example", "125:vendor-id-encap",
            "broadcast response",
        ])
            Assert.Contains(expected, heard, StringComparison.Ordinal);
        Assert.DoesNotContain("udhcp", heard, StringComparison.Ordinal);
        await Serving.UntilAsync(
            () => File.ReadAllTextAsync($"{log}.leases", TestContext.Current.CancellationToken), " 00:aa:bb:cc");
        await Serving.UntilAsync(() => File.ReadAllTextAsync($"{log}.servers", TestContext.Current.CancellationToken), "taken");
        Assert.Equal("taken\n", await File.ReadAllTextAsync($"{log}.servers", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Client_WithoutWords_SaysItsNameAndTakesTheServers()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await using var serving = new Serving();
        var log = Path.Combine(router.Paths.Root, "heard");
        await StartAsync(router, serving, "true", log);
        await Serving.UntilAsync(() => router.Kernel.IpAsync("-4 route show dev eth0 proto dhcp"), "default via 192.0.2.1 metric 2");
        Assert.Contains(
            "client provides name: home", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        await Serving.UntilAsync(
            () => File.ReadAllTextAsync($"{log}.servers", TestContext.Current.CancellationToken), "nameserver 192.0.2.53");
    }

    /// <summary>As OpenRC starts it: the words go through a shell once more.</summary>
    private static async Task StartAsync(RouterUnderTest router, Serving serving, string dhcp, string log)
    {
        Directory.CreateDirectory(router.Paths.Root);
        var provider = router.Neighbours[0];
        await router.Kernel.IpAsync("link set eth0 up");
        await provider.IpAsync("link set eth0 up");
        await provider.IpAsync("address add 192.0.2.1/24 dev eth0");
        await File.WriteAllTextAsync($"{log}.conf", Words(dhcp), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"{log}.servers", "none yet", TestContext.Current.CancellationToken);
        await serving.StartAsync(
            provider,
            "exec dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root --port=0 --no-hosts --no-resolv --interface=eth0 --log-dhcp "
            + $"--log-facility={log} --dhcp-leasefile={log}.leases --dhcp-range=192.0.2.50,192.0.2.60,255.255.255.0,10m "
            + "--dhcp-option=option:dns-server,192.0.2.53 --dhcp-authoritative");
        await serving.StartAsync(
            router.Kernel,
            $"mkdir -p /run/router/resolv.d && . {log}.conf && export udhcpc_metric udhcpc_dns && "
            + $"printf '#!/bin/sh\\n{Script} \"$@\"\\n[ \"$1\" != bound ] || {{ echo taken; cat /run/router/resolv.d/eth0; }} >{log}.servers\\n' "
            + ">/run/script && chmod +x /run/script && "
            + "eval exec busybox udhcpc -f -i eth0 -t 20 -T 1 -A 1 -s /run/script $udhcpc_opts");
    }

    private static string Words(string dhcp)
    {
        var config = ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(
            $"version: 2\nsystem: {{ hostname: home }}\ninterfaces: {{ wan: {{ device: eth0, zone: wan, dhcp: {dhcp} }} }}\n")).Config;
        var built = DesiredStateBuilder.Build(
            config,
            new BuildContext(
                BoardFacts.None, [.. FakeKernel.WithPorts(1).State.Links.Values], new MemorySecrets(), BaseAccounts.Minimal));
        Assert.Empty(built.Problems);
        return Assert.Single(built.State!.Services, s => s.Name == "udhcpc.eth0").Files[0].Content;
    }
}
