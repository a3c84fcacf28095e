using System.Net;
using Router.Core.Edges;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Daemon.Engine;
using Router.Daemon.Mesh;
using Router.Daemon.Tests.Fakes;
using Router.Daemon.Tunnels;

namespace Router.Daemon.Tests.Tunnels;

/// <summary>Tunnels of what runs follow the address of their underlay, and the address behind a name.</summary>
public sealed class FollowingTests
{
    private const string Start = """
        version: 1
        interfaces:
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
          wan: { device: eth0, zone: wan, dhcp: true, ipv6: {} }

        """;

    private static readonly Author Anna = new("anna", "local");

    private static readonly IPAddress Remote = IPAddress.Parse("192.0.2.9"), Aftr = IPAddress.Parse("2001:db8:9::9");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddressOfTheUnderlay_Changes_TunnelLeavesWithIt()
    {
        await using var router = await BootAsync("  he: { 6in4: { remote: 192.0.2.9, underlay: wan }, zone: wan }\n");
        Assert.Equal(new SitLink(null, Remote, 64, null), router.Kernel.State.Links["he"].Settings);
        foreach (var address in new[] { "198.51.100.7", "203.0.113.5" })
        {
            var given = new InterfaceAddress(IPAddress.Parse(address), 24);
            await router.LookAsync(() => Give(router, given));
            Assert.Equal(new SitLink(given.Address, Remote, 64, null), router.Kernel.State.Links["he"].Settings);
            Assert.Empty(router.Drift.Report.Items);
        }
    }

    [Fact]
    public async Task NameOfAnAftr_IsFoundAndMoves_TunnelGoesThere()
    {
        var names = new KnownNames { Addresses = [Remote, Aftr] };
        await using var router = await BootAsync("  four: { dslite: { aftr: aftr.isp.example, underlay: wan }, zone: wan }\n");
        var local = new InterfaceAddress(IPAddress.Parse("2001:db8:f::7"), 64);
        await router.LookAsync(() => Give(router, local));
        Assert.DoesNotContain("four", router.Kernel.State.Links.Keys);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Task.CompletedTask;
        var looking = new TunnelNames(router.Engine, router.Device, names, router.Events, router.Time);
        await router.LookAsync(() => running = looking.RunAsync(ending.Token));
        Assert.Equal(new DsLiteLink(local.Address, Aftr, 64, null), router.Kernel.State.Links["four"].Settings);

        var moved = IPAddress.Parse("2001:db8:9::a");
        names.Addresses = [moved];
        await router.LookAsync(() => router.Time.Advance(TimeSpan.FromMinutes(5)));
        Assert.Equal(new DsLiteLink(local.Address, moved, 64, null), router.Kernel.State.Links["four"].Settings);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void NameBook_AddressThatIsStillAmongThem_Stays()
    {
        var (book, other) = (new NameBook(), IPAddress.Parse("2001:db8:9::a"));
        Assert.Null(book.Find("aftr.isp.example"));
        Assert.True(book.Keep("aftr.isp.example", [Aftr, other]));
        Assert.False(book.Keep("AFTR.isp.example", [other, Aftr]));
        Assert.False(book.Keep("aftr.isp.example", []));
        Assert.Equal(Aftr, book.Find("aftr.isp.example"));
    }

    private static async Task<TestRouter> BootAsync(string tunnel)
    {
        var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(Start + tunnel, null, Anna, null);
        await router.WatchAsync();
        return router;
    }

    private static void Give(TestRouter router, InterfaceAddress address)
    {
        router.Kernel.State = router.Kernel.State with
        {
            Links = router.Kernel.State.Links.With(
                "eth0", router.Kernel.State.Links["eth0"] with { DynamicAddresses = [address] }),
        };
        router.Watch.Tell(new DeviceNotice.Address(2, address, Gone: false));
    }

    private sealed class KnownNames : INames
    {
        public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

        public Task<IReadOnlyList<IPAddress>> LookUpAsync(string name, CancellationToken stopping) => Task.FromResult(Addresses);
    }
}
