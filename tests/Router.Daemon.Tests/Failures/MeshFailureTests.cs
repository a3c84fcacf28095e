using System.Diagnostics;
using System.Net;
using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Wire.Nhrp;

namespace Router.Daemon.Tests.Failures;

/// <summary>
/// Whatever a port of the meshes throws: nothing stays open, the daemon goes on, and the mesh comes back when the port does.
/// </summary>
public sealed class MeshFailureTests
{
    private const string Spoke = """
        mesh:
          branches: { underlay: lan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.1, hub.example], ipsec: { psk: !secret mesh } }
        routes:
          10.128.0.0/16: { mesh: branches }

        """;

    /// <summary>Each is called when a mesh begins, runs or ends.</summary>
    private static readonly string[] Methods =
    [
        "IMeshKernel.Look", "IMeshKernel.Open", "IMeshKernel.Dispose", "ITunnels.Open", "ITunnels.Dispose", "IMeshTunnels.StartAsync",
        "IMeshTunnels.Stop", "IMeshTunnels.Dispose",
        "IMeshTunnels.Secure", "IMeshLink.Read", "IMeshLink.ReadHubRoutes", "IMeshLink.SetHubRoute", "IMeshLink.Protect",
        "IMeshLink.Listen", "IMeshLink.Send",
        "IMeshLink.SetNeighbour", "IMeshLink.SetMark", "IMeshLink.Flush", "IMeshLink.Leave", "IMeshLink.Dispose", "INames.LookUpAsync",
        "INetworkState.ReadLinksAsync",
    ];

    private static readonly IPAddress Hub = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress HubOverlay = IPAddress.Parse("10.255.0.1");

    [Fact]
    public async Task EachPort_ThrowsAnything_MeshComesBackWhenItDoes()
    {
        foreach (var kind in Fault.Kinds)
        {
            var thrown = await Task.WhenAll(Methods.Select(method => Task.Run(() => TryAsync(method, kind))));
            Assert.Empty(Methods.Where((_, index) => thrown[index] == 0));
        }
    }

    [Fact]
    public async Task StartFails_SaysWhyAndIsTriedAgain_AndLeaksNothing()
    {
        var fault = new Fault();
        await using var router = await RunningAsync(fault);
        fault.Begin("IMeshLink.Listen", Fault.Kinds[2]);
        var before = router.MeshKernel.Opened.Count;
        Remake(router, 8);
        await UntilAsync(router, () => router.MeshKernel.Opened.Count > before + 5);
        Assert.InRange(router.MeshKernel.Opened.Count(link => !link.Disposed), 0, 1);
        var status = Assert.Single(((Response.Meshes)router.Meshes.Read(MeshTopic.Summary)).Items);
        Assert.Equal(("down", Fault.Kinds[2]().Message), (status.State, status.Reason));
        // Said once, however often it is tried.
        Assert.Single(router.Mesh.Events, e => e.Subject == "waits");
        fault.End();
        await UntilAsync(router, () => router.Mesh.Runners.Count == 1);
        await router.Mesh.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How often it threw.</summary>
    private static async Task<int> TryAsync(string method, Func<Exception> exception)
    {
        var what = $"{method} throws {exception().GetType().Name}";
        var fault = new Fault();
        await using var router = await RunningAsync(fault);
        Register(router);
        fault.Begin(method, exception);
        Remake(router, 8);
        var ends = method is "IMeshKernel.Dispose" or "ITunnels.Dispose";
        // However slowly this machine gets there.
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(30) && fault.Thrown == 0 && !ends;)
        {
            Register(router);
            router.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        Register(router);
        router.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(router.Mesh.ExecuteTask!.IsCompleted, what);
        if (!ends)
        {
            fault.End();
            Remake(router, 9);
            await UntilAsync(
                router,
                () => router.Mesh.Runners.TryGetValue("branches", out var runner) && runner.Member.Link == 9
                    && router.MeshKernel.Opened[^1].Neighbours.ContainsKey(HubOverlay),
                what,
                meanwhile: () => Register(router));
        }
        await router.Mesh.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(router.Mesh.ExecuteTask!.IsCanceled || router.Mesh.ExecuteTask.IsCompletedSuccessfully, what);
        Assert.True(router.MeshKernel.Disposed || method == "IMeshKernel.Dispose", what);
        Assert.True(method == "IMeshLink.Dispose" || router.MeshKernel.Opened.All(link => link.Disposed), what);
        return fault.Thrown;
    }

    /// <summary>The link of the mesh was created again, as its number says.</summary>
    private static void Remake(TestRouter router, int number)
    {
        router.MeshKernel.Links["branches"] = new MeshLinkState(number, []);
        router.MeshKernel.Change();
    }

    /// <summary>IPsec comes up, and the hub answers.</summary>
    private static void Register(TestRouter router)
    {
        var link = router.MeshKernel.Opened[^1];
        foreach (var tunnels in router.Tunnels.Opened.ToArray().TakeLast(1))
            tunnels.ComeUp(Hub, "10.255.0.1");
        foreach (var (_, request) in link.Sent
            .ToArray()
            .Where(s => s.Packet.Type == NhrpPacketType.RegistrationRequest)
            .TakeLast(1)
            .ToList())
            link.TryTell(new MeshEvent.Received(
                Hub,
                request with
                {
                    Type = NhrpPacketType.RegistrationReply,
                    Destination = HubOverlay,
                    Entries = [new NhrpCie { HoldingTime = 7200 }],
                    Extensions = []
                }));
        link.TryTell(new MeshEvent.NeighbourMissing(HubOverlay));
    }

    private static async Task<TestRouter> RunningAsync(Fault fault)
    {
        var router = await new TestRouter(fault: fault).BootAsync();
        router.Secrets.Set("mesh", "0123456789abcdef");
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("192.168.1.1")]);
        router.MeshKernel.Links["branches"] = new MeshLinkState(7, []);
        await router.Mesh.StartAsync(TestContext.Current.CancellationToken);
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24", Spoke), null, new Author("anna", "test"), null);
        await UntilAsync(router, () => router.Mesh.Runners.Count == 1);
        return router;
    }

    /// <summary>Time goes on while the loops do on their own threads what is due.</summary>
    private static async Task UntilAsync(TestRouter router, Func<bool> condition, string what = "", Action? meanwhile = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), what);
            meanwhile?.Invoke();
            router.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
