using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Tunnels;

namespace Router.Mesh.Ports;

/// <summary>IPsec, as meshes need it.</summary>
public interface ITunnels : IDisposable
{
    /// <summary>
    /// Keeps the tunnels of a mesh from now on. What happens is told on threads of its own: to the mesh what it has to know, to people
    /// the rest.
    /// </summary>
    IMeshTunnels Open(TunnelSettings settings, Action<MeshEvent> tell, Action<string, string> happened);
}

/// <summary>The tunnels of one mesh. Nothing here waits for anybody.</summary>
public interface IMeshTunnels : IDisposable
{
    /// <summary>Lets peers in, and says who has a tunnel here already, left by a daemon before this one.</summary>
    Task<IReadOnlyList<SecuredPeer>> StartAsync(CancellationToken stopping);

    /// <summary>Answered by <see cref="MeshEvent.PeerSecured"/> or <see cref="MeshEvent.PeerLost"/>.</summary>
    void Secure(IPAddress nbma, Beginner beginner);

    /// <summary>The peer there has the keys of its tunnel.</summary>
    void Heard(IPAddress nbma);

    /// <summary>Ends what <see cref="Secure"/> brought up.</summary>
    void Release(IPAddress nbma);

    /// <summary>Our underlay address is another one: tunnels from the one before end.</summary>
    void Move(IPAddress nbma);

    /// <summary>Ends all tunnels of the mesh, and lets nobody in any more.</summary>
    void Stop();

    TunnelReport Look();
}
