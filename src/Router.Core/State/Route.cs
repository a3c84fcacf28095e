using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Documents;

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

    /// <summary>
    /// Several ways beside each other, of which each flow takes one; then there is neither gateway nor link. In the order of <see
    /// cref="InOrder"/>, since of IPv6 the kernel keeps none.
    /// </summary>
    public ValueList<NextHop> NextHops { get; init; } = [];

    /// <summary>A packet may go by the link.</summary>
    public bool IsOver(string link) => Link == link || NextHops.Any(hop => hop.Link == link);

    /// <summary>Each way as a route of its own.</summary>
    public IEnumerable<Route> Single => NextHops.Count == 0 ? [this] : NextHops.Select(
        hop => this with { Gateway = hop.Gateway, Link = hop.Link, OnLink = hop.OnLink, NextHops = [] });

    public static ValueList<NextHop> InOrder(IEnumerable<NextHop> hops) =>
        [.. hops.OrderBy(hop => $"{hop.Gateway} {hop.Link}", StringComparer.Ordinal)];

    public bool IsIPv6 => Destination.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;

    public bool Equals(Route? other) =>
        other is not null && Destination.Equals(other.Destination) && Equals(Gateway, other.Gateway)
        && Link == other.Link && Type == other.Type && Metric == other.Metric && Table == other.Table
        && NextHops.Equals(other.NextHops);

    public override int GetHashCode() => HashCode.Combine(Destination, Gateway, Link, Type, Metric, Table);
}

/// <summary>One of several ways of a route; of all flows it gets its share by <paramref name="Weight"/>, 1 to 256.</summary>
public sealed record NextHop(IPAddress? Gateway, string? Link, int Weight)
{
    /// <summary>As <see cref="Route.OnLink"/>.</summary>
    public bool OnLink { get; init; }

    public bool Equals(NextHop? other) =>
        other is not null && Equals(Gateway, other.Gateway) && Link == other.Link && Weight == other.Weight;

    public override int GetHashCode() => HashCode.Combine(Gateway, Link, Weight);
}

public enum RouteType
{
    /// <summary>Goes by its gateway or link.</summary>
    Unicast,

    /// <summary>Dropped silently.</summary>
    Blackhole,

    /// <summary>Dropped, and the sender is told.</summary>
    Unreachable,

    /// <summary>Dropped, and the sender is told that it is forbidden.</summary>
    Prohibit,
}

/// <summary>
/// Packets that match are routed by <paramref name="Table"/>; the lower <paramref name="Priority"/> is asked first. Null and 0
/// match everything. <paramref name="From"/> is the kernel's name of the link that a packet arrived on.
/// </summary>
public sealed record RoutingRule(bool IPv6, uint Priority, uint Table, IPNetwork? Source, string? From, uint Mark)
{
    public IPNetwork? Destination { get; init; }

    /// <summary>The number of the protocol above IP; 0: any.</summary>
    public byte Transport { get; init; }

    /// <summary>Destination ports of that protocol; null: any.</summary>
    public PortRange? Ports { get; init; }

    /// <summary>The table's default route does not count: the next rule is asked.</summary>
    public bool WithoutDefault { get; init; }
}
