using System.Net;

namespace Router.Mesh;

/// <summary>What the device's routing table says of a destination: asked at each packet, never remembered.</summary>
public interface IOverlayRoutes
{
    OverlayRoute Find(IPAddress destination);
}

/// <summary>
/// The best route without shortcuts. <paramref name="Via"/> is the overlay address of the next peer; null with
/// <paramref name="Local"/>: it leaves the mesh here.
/// </summary>
public readonly record struct OverlayRoute(IPNetwork Prefix, bool Local, IPAddress? Via)
{
    /// <summary>No route at all.</summary>
    public static readonly OverlayRoute None;
}
