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
    /// <param name="nbma">Where the peer is on the underlay.</param>
    /// <param name="mutual">The peer probably wants it in the same moment: only one of both is to begin.</param>
    void Secure(IPAddress nbma, bool mutual);

    /// <summary>Ends what <see cref="Secure"/> brought up.</summary>
    void Release(IPAddress nbma);

    /// <summary>Our underlay address is another one: tunnels from the one before end.</summary>
    void Move(IPAddress nbma);

    /// <summary>Ends all tunnels of the mesh, and lets nobody in any more.</summary>
    void Stop();

    TunnelReport Look();
}
