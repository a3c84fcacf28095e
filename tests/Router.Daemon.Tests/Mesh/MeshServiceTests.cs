using System.Net;
using Router.Api.Contract;
using Router.Core.State;
using Router.Daemon.Tests.Fakes;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Wire.Nhrp;

namespace Router.Daemon.Tests.Mesh;

/// <summary>Meshes follow the running configuration, the links and the addresses.</summary>
public sealed class MeshServiceTests
{
    private const string Spoke = "mesh:\n  branches: { underlay: lan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.1], ipsec: none }\n";

    private static readonly IPAddress Hub = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress HubOverlay = IPAddress.Parse("10.255.0.1");

    [Fact]
    public async Task Commit_OfAMesh_RegistersAtItsHub()
    {
        await using var router = await SpokeAsync();
        var link = await OpenedAsync(router, 1);
        await UntilAsync(() => link.Sent.Count == 1);
        var (to, request) = link.Sent[0];
        Assert.Equal((Hub, NhrpPacketType.RegistrationRequest, IPAddress.Parse("192.168.1.1")), (to, request.Type, request.SourceNbma));

        link.Tell(new MeshEvent.Received(Hub, Reply(request)));
        Assert.Equal(Hub, link.Neighbours[HubOverlay]);
        var status = Assert.Single(((Response.Meshes)router.Meshes.Read(MeshTopic.Summary)).Items);
        Assert.Equal(("spoke", "up", "registered"), (status.Role, status.State, status.Hubs[0].State));
        Assert.Contains(router.Mesh.Events, e => e.Text == "Registered: the hub answered");
    }

    [Fact]
    public async Task Purge_AddressThatNoMeshHas_SaysSo()
    {
        await using var router = await SpokeAsync();
        await OpenedAsync(router, 1);
        var token = TestContext.Current.CancellationToken;
        var answer = await router.Connect(null).SendAsync(new Request.PurgeMesh("10.255.0.99"), token);
        Assert.Equal("no mesh has 10.255.0.99 in its cache or among its shortcuts", Assert.IsType<Response.Failed>(answer).Message);
        Assert.IsType<Response.Done>(await router.Connect(null).SendAsync(new Request.PurgeMesh(null), token));
    }

    [Fact]
    public async Task RoutesOfAMesh_LeadToTheHubInUse_AndFollowTheDocument()
    {
        const string oneNetwork = Spoke + "routes:\n  10.128.0.0/16: { mesh: branches }\n",
            otherNetwork = Spoke + "routes:\n  10.129.0.0/16: { mesh: branches }\n";
        await using var router = await SpokeAsync(mesh: oneNetwork);
        var link = await OpenedAsync(router, 1);
        await UntilAsync(() => link.Sent.Count == 1);
        Assert.Empty(link.HubRoutes);
        link.Tell(new MeshEvent.Received(Hub, Reply(link.Sent[0].Packet)));
        Assert.Equal(
            (new HubRoute(IPNetwork.Parse("10.128.0.0/16"), 200), HubOverlay), Assert.Single(link.HubRoutes.Select(r => (r.Key, r.Value))));

        await router.Engine.CommitAsync(
            TestRouter.Document("192.168.1.1/24", otherNetwork), null, new Daemon.Engine.Author("anna", "test"), null);
        await UntilAsync(() => link.HubRoutes.Keys.SequenceEqual([new HubRoute(IPNetwork.Parse("10.129.0.0/16"), 200)]));
        Assert.False(link.Disposed);
    }

    [Fact]
    public async Task Timer_ThatFiresTooSoon_IsSetAgain()
    {
        await using var router = await SpokeAsync(early: TimeSpan.FromMilliseconds(0.4));
        var link = await OpenedAsync(router, 1);
        await UntilAsync(() => link.Sent.Count == 1);
        // It sends before it sets its timer, both while it lets nobody else in: this event waits until the timer is set.
        link.Tell(new MeshEvent.Elapsed());
        // The hub does not answer: it is asked again at 1, 3 and 7 s.
        router.Time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(4, link.Sent.Count);
    }

    [Fact]
    public async Task Reconcile_NothingChanged_TouchesNothing()
    {
        await using var router = await SpokeAsync();
        var link = await OpenedAsync(router, 1);
        router.MeshKernel.Change();
        router.MeshKernel.Links["branches"] = new MeshLinkState(8, []);
        router.MeshKernel.Change();
        // The new number means that the link was created again; the change before it opened none.
        await OpenedAsync(router, 2);
        Assert.Equal(2, router.MeshKernel.Opened.Count);
        Assert.True(link.Disposed);
    }

    /// <summary>What the mesh sends over IPv6 is led to that link by its number.</summary>
    [Fact]
    public async Task HeadersLink_MadeAnew_BeginsTheMeshAnew()
    {
        const string OverIPv6 =
            "mesh:\n  branches: { underlay: lan, transport: ipv6, address: 10.255.1.2/16, key: 100, ipsec: none, hubs: [\"2001:db8::1\"] }\n";
        await using var router = await SpokeAsync(mesh: OverIPv6, address: "192.168.1.1/24, \"2001:db8::2/64\"");
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("2001:db8::2")]);
        router.MeshKernel.Links["mesh-ipv6"] = new MeshLinkState(20, []);
        router.MeshKernel.Change();
        var link = await OpenedAsync(router, 1);
        router.MeshKernel.Links["mesh-ipv6"] = new MeshLinkState(21, []);
        router.MeshKernel.Change();
        await OpenedAsync(router, 2);
        Assert.True(link.Disposed);
    }

    [Fact]
    public async Task UnderlayAddress_Changes_RegistersAgainFromTheNewOne()
    {
        await using var router = await SpokeAsync();
        var link = await OpenedAsync(router, 1);
        await UntilAsync(() => link.Sent.Count == 1);
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("192.168.1.99")]);
        router.MeshKernel.Change();
        await UntilAsync(() => link.Sent.Exists(s => IPAddress.Parse("192.168.1.99").Equals(s.Packet.SourceNbma)));
        Assert.False(link.Disposed);
    }

    [Fact]
    public async Task LinkIsNotUp_SaysWhatItWaitsFor()
    {
        await using var router = await SpokeAsync(linkUp: false);
        await UntilAsync(() => router.Mesh.Waiting.Count == 1);
        var status = Assert.Single(((Response.Meshes)router.Meshes.Read(MeshTopic.Summary)).Items);
        Assert.Equal(("down", "the link branches is not up"), (status.State, status.Reason));
    }

    [Fact]
    public async Task KernelRefuses_IsCountedAndToldOnce()
    {
        await using var router = await SpokeAsync();
        var link = await OpenedAsync(router, 1);
        await UntilAsync(() => link.Sent.Count == 1);
        link.IsFull = true;
        link.Tell(new MeshEvent.Received(Hub, Reply(link.Sent[0].Packet)));
        link.Tell(new MeshEvent.NeighbourMissing(HubOverlay));
        var status = Assert.Single(((Response.Meshes)router.Meshes.Read(MeshTopic.Summary)).Items);
        Assert.True(status.Counters["kernelFailures"] >= 2);
        Assert.Single(router.Mesh.Events, e => e.Subject == "kernel");
    }

    [Fact]
    public async Task StoppedDaemon_TakesItsRegistrationBack()
    {
        FakeMeshLink link;
        await using (var router = await SpokeAsync())
        {
            link = await OpenedAsync(router, 1);
            await UntilAsync(() => link.Sent.Count == 1);
            link.Tell(new MeshEvent.Received(Hub, Reply(link.Sent[0].Packet)));
            await router.Mesh.StopAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(NhrpPacketType.PurgeRequest, link.Sent[^1].Packet.Type);
        Assert.True(link.Disposed);
    }

    private static async Task<TestRouter> SpokeAsync(
        bool linkUp = true, string mesh = Spoke, TimeSpan early = default, string address = "192.168.1.1/24")
    {
        var router = await new TestRouter().BootAsync();
        router.Time.Early = early;
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("192.168.1.1")]);
        if (linkUp)
            router.MeshKernel.Links["branches"] = new MeshLinkState(7, []);
        await router.Mesh.StartAsync(TestContext.Current.CancellationToken);
        await router.Engine.CommitAsync(TestRouter.Document(address, mesh), null, new Daemon.Engine.Author("anna", "test"), null);
        return router;
    }

    private static async Task<FakeMeshLink> OpenedAsync(TestRouter router, int count)
    {
        await UntilAsync(() => router.MeshKernel.Opened.Count >= count);
        return router.MeshKernel.Opened[count - 1];
    }

    /// <summary>What the loop does on its own thread, within seconds or never.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Yield();
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private static NhrpPacket Reply(NhrpPacket request) => request with
    {
        Type = NhrpPacketType.RegistrationReply,
        Destination = HubOverlay,
        Entries = [new NhrpCie { HoldingTime = 7200 }],
        Extensions = [],
    };
}
