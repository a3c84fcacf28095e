using System.Net;

namespace Router.Mesh;

/// <summary>The way packets to an overlay destination take at present, and why. Addresses are null where there is no peer.</summary>
public sealed record MeshPath(MeshPathKind Kind, IPAddress? Via, IPAddress? Nbma, string Why);

public enum MeshPathKind
{
    /// <summary>It leaves the mesh here.</summary>
    Local,

    /// <summary>Straight to the peer, by a shortcut.</summary>
    Shortcut,

    /// <summary>Straight to a peer that is registered here.</summary>
    Peer,

    Hub,

    None,
}
