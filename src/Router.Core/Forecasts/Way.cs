using System.Net;

namespace Router.Core.Forecasts;

/// <summary>Why the kernel has a route.</summary>
public enum WayOrigin
{
    /// <summary>It comes with an address of a link.</summary>
    Connected,

    /// <summary>The document asks for it.</summary>
    Configured,

    /// <summary>By DHCP, router advertisements or a routing protocol.</summary>
    Learned,
}

/// <summary>How the kernel reaches an address: the link's kernel name and the network that matched.</summary>
public sealed record Way(string Link, IPNetwork Network, WayOrigin Origin);
