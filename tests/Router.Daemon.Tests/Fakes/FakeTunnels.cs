using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Tests.Fakes;

/// <summary>IPsec in memory: what meshes want is there to be looked at, and a test says what comes up.</summary>
internal sealed class FakeTunnels : ITunnels
{
    public List<FakeMeshTunnels> Opened { get; } = [];

    /// <summary>What every mesh finds at its start.</summary>
    public List<SecuredPeer> Left { get; } = [];

    public IMeshTunnels Open(TunnelSettings settings, Action<MeshEvent> tell, Action<string, string> happened)
    {
        var opened = new FakeMeshTunnels(settings, tell, [.. Left]);
        Opened.Add(opened);
        return opened;
    }

    public void Dispose()
    {
    }
}

internal sealed class FakeMeshTunnels(TunnelSettings settings, Action<MeshEvent> tell, IReadOnlyList<SecuredPeer> left) : IMeshTunnels
{
    private readonly TunnelKeeper keeper = new(settings.Nbma, settings.Serves);
    private uint number;

    public TunnelSettings Settings => settings;

    public List<IPAddress> Wanted { get; } = [];

    public List<IPAddress> Heards { get; } = [];

    public bool Stopped { get; private set; }

    public IPAddress? MovedTo { get; private set; }

    public Task<IReadOnlyList<SecuredPeer>> StartAsync(CancellationToken stopping) => Task.FromResult(left);

    public void Secure(IPAddress nbma, Beginner beginner) => Wanted.Add(nbma);

    public void Heard(IPAddress nbma) => Heards.Add(nbma);

    public void Release(IPAddress nbma) => Wanted.Remove(nbma);

    public void Move(IPAddress nbma) => MovedTo = nbma;

    public void Stop() => Stopped = true;

    public TunnelReport Look() => new(null, keeper.Report(TimeSpan.FromSeconds(5)));

    public void ComeUp(IPAddress nbma, string identity)
    {
        foreach (var effect in keeper.Up(
            new Association(++number, 1, settings.Nbma, nbma, identity, Ours: true, Encapsulated: false), TimeSpan.Zero))
            tell(((TunnelEffect.Tell)effect).Event);
    }

    public void Dispose()
    {
    }
}
