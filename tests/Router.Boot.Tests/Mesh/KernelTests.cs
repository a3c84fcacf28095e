using System.Globalization;

namespace Router.Boot.Tests.Mesh;

/// <summary>What the daemon sets in the kernel, and what it is woken for.</summary>
public sealed class KernelTests(MeshLab lab) : MeshTest(lab)
{
    /// <summary>The limits of the neighbour table belong to the whole machine: this hub runs outside of all namespaces.</summary>
    [Fact]
    public async Task NeighbourLimits_GrowWithThePeersOfTheDocument()
    {
        await Lab.RunAsync("clear; start_outside 5000; until_true 120 neighbour_limit 11024");
        Assert.Equal(
            "5512 8268 11024", await Lab.RunAsync("cd /proc/sys/net/ipv4/neigh/default; echo $(cat gc_thresh1 gc_thresh2 gc_thresh3)"));
        await Lab.RunAsync("stop_outside");
    }

    [Fact]
    public async Task TunnelLink_AsksTheDaemonAndNobodyElse()
    {
        await Lab.BeginAsync();
        Assert.Equal(
            "1 0 0 0",
            await Lab.RunAsync(
                "in_node 0 sh -c 'cd /proc/sys/net/ipv4; echo $(cat neigh/branches/app_solicit neigh/branches/ucast_solicit neigh/branches/mcast_solicit conf/branches/send_redirects)'"));
        // Group, reader, waiting, copies packets (2) of so many bytes, flushes at the latest after 1/100 s, users.
        var log = (await Lab.RunAsync("in_node 0 cat /proc/net/netfilter/nfnetlink_log")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("84", "0", "2", "128"), (log[0], log[2], log[3], log[4]));
    }

    /// <summary>This kernel takes the ruleset as we write it: a daemon that finds no program loads it.</summary>
    [Fact]
    public async Task Firewall_WithoutNft_IsLoaded()
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; (DAEMON='env PATH=/nowhere /lab/routerd'; start_router 0)");
        await Lab.RunAsync("until_true 60 sealed 0");
        Assert.Equal("", await Lab.RunAsync("! grep firewall $state/hub/log"));
    }

    /// <summary>
    /// A copy of a packet wakes a thread: a thousand of them that pass here wake the daemons less often than one in ten would.
    /// </summary>
    [Fact]
    public async Task PacketsOfOthers_AreNotCopiedToTheDaemons()
    {
        await Lab.BeginAsync();
        await Lab.BeginShortcutAsync();
        await AssertNotWokenAsync(1, "ping_lan 1 2 1000 0.002");
        // By the hub, which shows its daemon one packet of a pair of hosts in ten seconds.
        await Lab.RunAsync("console 0 mesh purge 10.255.0.3");
        await AssertNotWokenAsync(0, "ping_lan 1 0 1000 0.002");
    }

    private async Task AssertNotWokenAsync(int node, string traffic)
    {
        var before = await WakingsAsync(node);
        await Lab.RunAsync(traffic);
        Assert.InRange(await WakingsAsync(node) - before, 0, 100);
    }

    private async Task<int> WakingsAsync(int node) => int.Parse(await Lab.RunAsync($"wakings {node}"), CultureInfo.InvariantCulture);
}
