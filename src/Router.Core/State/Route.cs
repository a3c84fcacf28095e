using System.Net;
using System.Net.Sockets;

namespace Router.Core.State;

/// <summary>
/// A route; the kernel's default metric (0, for IPv6 1024) is null. <paramref name="Gateway"/> or <paramref name="Link"/> (kernel
/// name), or neither where nothing is sent. Ours carry the routing protocol number <see cref="Protocol"/>; others are never touched.
/// </summary>
public sealed record Route(
    IPNetwork Destination, IPAddress? Gateway, string? Link,
    RouteType Type = RouteType.Unicast, uint? Metric = null, uint Table = Route.MainTable)
{
    /// <summary>The routing protocol number (<c>rtm_protocol</c>) that marks a route as put there by this daemon.</summary>
    public const byte Protocol = 84;

    public const uint MainTable = 254;

    /// <summary>
    /// The gateway is taken as reachable on the link, whatever networks that has. It says how a route was put and not where packets go, so
    /// it is no part of what makes two routes equal.
    /// </summary>
    public bool OnLink { get; init; }

    public bool IsIPv6 => Destination.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;

    public bool Equals(Route? other) =>
        other is not null && Destination.Equals(other.Destination) && Equals(Gateway, other.Gateway)
        && Link == other.Link && Type == other.Type && Metric == other.Metric && Table == other.Table;

    public override int GetHashCode() => HashCode.Combine(Destination, Gateway, Link, Type, Metric, Table);
}

public enum RouteType
{
    /// <summary>Goes by its gateway or link.</summary>
    Unicast,

    /// <summary>Dropped silently.</summary>
    Blackhole,

    /// <summary>Dropped, and the sender is told.</summary>
    Unreachable,
}

/// <summary>
/// Packets that match are routed by <paramref name="Table"/>; the lower <paramref name="Priority"/> is asked first. Null and 0
/// match everything. <paramref name="From"/> is the kernel's name of the link that a packet arrived on.
/// </summary>
public sealed record RoutingRule(bool IPv6, uint Priority, uint Table, IPNetwork? Source, string? From, uint Mark);
