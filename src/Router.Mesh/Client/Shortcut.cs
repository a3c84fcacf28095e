using System.Net;

namespace Router.Mesh.Client;

/// <summary>A way straight to a peer, learned by resolution. <see cref="Used"/>: packets took it since it was last renewed.</summary>
public sealed record Shortcut(IPNetwork Prefix, IPAddress Via, IPAddress Nbma)
{
    public TimeSpan Since { get; init; }

    public TimeSpan Expires { get; init; }

    public bool Used { get; init; }
}
