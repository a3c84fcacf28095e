using System.Net;
using Router.Api.Contract;
using Router.Daemon.Tests.Fakes;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;
using Router.Wire.Nhrp;

namespace Router.Daemon.Tests.Mesh;

/// <summary>A protected mesh of the running configuration: IPsec first, then the registration.</summary>
public sealed class MeshIpsecTests
{
    private const string Spoke =
        "mesh:\n  branches: { underlay: lan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.1], ipsec: { psk: !secret mesh, dead-peer: 5s } }\n";

    private static readonly IPAddress Hub = IPAddress.Parse("192.0.2.1");

    [Fact]
    public async Task Commit_OfAProtectedMesh_SecuresItsHubBeforeItRegisters()
    {
        await using var router = await SpokeAsync("a key of the mesh");
        await UntilAsync(() => router.Tunnels.Opened is [{ Wanted.Count: 1 }]);
        var tunnels = router.Tunnels.Opened[0];
        Assert.Equal(
            (new TunnelCredentials.SharedKey("a key of the mesh"), "10.255.0.7", TimeSpan.FromSeconds(5)),
            (tunnels.Settings.Credentials, tunnels.Settings.Identity, tunnels.Settings.DeadPeer));
        var link = Assert.Single(router.MeshKernel.Opened);
        Assert.Empty(link.Sent);
        tunnels.ComeUp(Hub, "10.255.0.1");
        Assert.Equal(NhrpPacketType.RegistrationRequest, Assert.Single(link.Sent).Packet.Type);
        var peer = Assert.Single(((Response.MeshPeers)router.Meshes.Read(MeshTopic.Peers)).Items);
        Assert.Equal(("up", "10.255.0.1", "it came up when we asked"), (peer.Ipsec!.State, peer.Ipsec.Identity, peer.Ipsec.Reason));
        var mesh = Assert.Single(((Response.Meshes)router.Meshes.Read(MeshTopic.Summary)).Items);
        Assert.Null(mesh.Ipsec!.Trouble);
    }

    [Fact]
    public async Task SecretIsMissing_SaysWhichItWaitsForAndRunsWhenItIsThere()
    {
        await using var router = await SpokeAsync(null);
        await UntilAsync(() => router.Mesh.Waiting.Count == 1);
        Assert.Equal("there is no secret mesh on this device", router.Mesh.Waiting["branches"]);
        Assert.Empty(router.Tunnels.Opened);
        Assert.Contains("mesh branches waits: there is no secret mesh on this device", await NotesAsync(router));

        // Nobody says that it came.
        router.Secrets.Set("mesh", "a key of the mesh");
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(1));
            return router.Mesh.Runners.Count == 1;
        });
        Assert.DoesNotContain(await NotesAsync(router), note => note.StartsWith("mesh ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Started_WithTunnelsUp_KeepsTheShortcutsOverThem()
    {
        var (peer, via, prefix) =
            (IPAddress.Parse("192.0.2.9"), IPAddress.Parse("10.255.0.9"), new IPNetwork(IPAddress.Parse("10.128.9.0"), 24));
        await using var router = await SpokeAsync("a key of the mesh", before =>
        {
            before.Tunnels.Left.AddRange([new SecuredPeer(Hub, "10.255.0.1"), new SecuredPeer(peer, "10.255.0.9")]);
            before.MeshKernel.Left =
                new KernelState { Neighbours = [new KernelNeighbour(via, peer)], Shortcuts = [new KernelShortcut(prefix, via)] };
        });
        await UntilAsync(() => router.MeshKernel.Opened is [{ Sent.Count: > 0 }] && router.Mesh.Runners.Count == 1);
        var shortcut = Assert.Single(((Response.MeshShortcuts)router.Meshes.Read(MeshTopic.Shortcuts)).Items);
        Assert.Equal(($"{prefix}", "10.255.0.9"), (shortcut.Prefix, shortcut.Via));
        Assert.Empty(router.Tunnels.Opened[0].Wanted);
    }

    [Fact]
    public async Task UnderlayAddress_Changes_MovesTheTunnels()
    {
        await using var router = await SpokeAsync("a key of the mesh");
        await UntilAsync(() => router.Tunnels.Opened.Count == 1);
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("192.168.1.99")]);
        router.MeshKernel.Change();
        await UntilAsync(() => IPAddress.Parse("192.168.1.99").Equals(router.Tunnels.Opened[0].MovedTo));
        Assert.False(router.Tunnels.Opened[0].Stopped);
    }

    private static async Task<IReadOnlyList<string>> NotesAsync(TestRouter router) => Assert.IsType<Response.Version>(
        await router.Connect(null).SendAsync(new Request.ShowVersion(), TestContext.Current.CancellationToken)).Configuration.Notes;

    private static async Task<TestRouter> SpokeAsync(string? key, Action<TestRouter>? before = null)
    {
        var router = await new TestRouter().BootAsync();
        before?.Invoke(router);
        if (key is not null)
            router.Secrets.Set("mesh", key);
        router.MeshKernel.Links["eth1"] = new MeshLinkState(3, [IPAddress.Parse("192.168.1.1")]);
        router.MeshKernel.Links["branches"] = new MeshLinkState(7, []);
        await router.Mesh.StartAsync(TestContext.Current.CancellationToken);
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24", Spoke), null, new Daemon.Engine.Author("anna", "test"), null);
        return router;
    }

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
}
