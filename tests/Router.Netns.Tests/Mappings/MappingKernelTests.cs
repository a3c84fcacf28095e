using System.Net;
using Router.Core.Edges;
using Router.Core.Mappings;
using Router.Core.Values;
using Router.Linux.Edges.Mappings;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Mappings;

/// <summary>The table of mappings in the kernel, element by element.</summary>
public sealed class MappingKernelTests
{
    private static readonly MappingPlace Place = new(IPAddress.Parse("203.0.113.2"), "eth0", ["eth1"]);

    private static readonly PortMapping
        One = new(TransportProtocol.Tcp, 4000, IPAddress.Parse("10.1.0.2"), 5000) { Until = TimeSpan.FromHours(2) },
        Other = new(TransportProtocol.Udp, 4001, IPAddress.Parse("10.1.0.3"), 5001)
        {
            Origin = MappingOrigin.Upnp,
            Until = TimeSpan.FromHours(3),
        };

    [Fact]
    public async Task Table_IsWhatNftMakesOfItsText()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        using var kernel = new LinuxMappingKernel();
        await router.Kernel.RunAsync(() => kernel.Replace(Place, [], TimeSpan.Zero));
        var made = await router.ListFirewallAsync(MappingRuleset.TableName);
        await router.LoadByNftAsync(MappingRuleset.Of(Place).ToText());
        Assert.Equal(await router.ListFirewallAsync(MappingRuleset.TableName), made);
    }

    /// <summary>Each has its time, and a minute more; of UPnP there is no way back.</summary>
    [Fact]
    public async Task Elements_ComeAndGo_AllOrNone()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        using var kernel = new LinuxMappingKernel();
        var now = TimeSpan.FromHours(1);
        await router.Kernel.RunAsync(() => kernel.Replace(Place, [One], now));
        await router.Kernel.RunAsync(() => kernel.Change(Place, [], [Other], now));
        var both = await ListAsync(router);
        Assert.Contains("203.0.113.2 . tcp . 4000 timeout 1h1m", both, StringComparison.Ordinal);
        Assert.Contains("10.1.0.2 . tcp . 5000 timeout 1h1m", both, StringComparison.Ordinal);
        Assert.Contains("203.0.113.2 . udp . 4001 timeout 2h1m", both, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.0.3 . udp . 5001 timeout", both, StringComparison.Ordinal);
        // One that is not there is among those to go.
        await Assert.ThrowsAsync<ApplyException>(
            () => router.Kernel.RunAsync(() => kernel.Change(Place, [Other, Other with { ExternalPort = 4002 }], [], now)));
        Assert.Contains("4001", await ListAsync(router), StringComparison.Ordinal);
        await router.Kernel.RunAsync(() => kernel.Change(Place, [One, Other], [One with { Until = TimeSpan.FromHours(4) }], now));
        var after = await ListAsync(router);
        Assert.Contains("203.0.113.2 . tcp . 4000 timeout 3h1m", after, StringComparison.Ordinal);
        Assert.DoesNotContain("4001", after, StringComparison.Ordinal);
        await router.Kernel.RunAsync(() => kernel.Replace(place: null, [], now));
        Assert.DoesNotContain(
            MappingRuleset.TableName, await router.Kernel.ProgramAsync("nft", "list tables"), StringComparison.Ordinal);
    }

    private static Task<string> ListAsync(RouterUnderTest router) =>
        router.Kernel.ProgramAsync("nft", $"list table inet {MappingRuleset.TableName}");
}
