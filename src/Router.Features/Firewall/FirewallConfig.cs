using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Firewall.Sets;

namespace Router.Features.Firewall;

/// <summary><c>firewall</c>. What no policy and no rule names is dropped; <c>router</c> is the zone of the device itself.</summary>
public sealed record FirewallConfig
{
    /// <summary>The name of the zone that is the device itself.</summary>
    public const string RouterZone = "router";

    /// <summary>Named address sets, <c>@NAME</c> in rules.</summary>
    public ValueMap<string, AddressSet> Sets { get; init; } = ValueMap<string, AddressSet>.Empty;

    /// <summary>Named services, <c>@NAME</c> wherever a service is.</summary>
    public ValueMap<string, ValueList<ServiceMatch>> Services { get; init; } = ValueMap<string, ValueList<ServiceMatch>>.Empty;

    public ValueMap<ZonePair, PolicyConfig> Policies { get; init; } = ValueMap<ZonePair, PolicyConfig>.Empty;

    /// <summary>First match wins, before the policies.</summary>
    public ValueList<RuleConfig> Rules { get; init; } = [];

    public NatConfig Nat { get; init; } = new();

    /// <summary>In order; the last one that matches stays.</summary>
    public ValueList<MarkConfig> Marks { get; init; } = [];

    /// <summary>Bytes of a segment of TCP at most, by zone, both ways; null: as its route takes.</summary>
    public ValueMap<string, int> Mss { get; init; } = ValueMap<string, int>.Empty;

    public ValueList<ConntrackHelper> Helpers { get; init; } = [];

    /// <summary>As version 1 of the schema says it.</summary>
    public bool? Offload { get; init; }

    /// <summary>As it is said since version 2.</summary>
    public FastPath? FastPath { get; init; }

    /// <summary>The way of established connections, in whatever version it was said.</summary>
    public FastPath Way => FastPath ?? (Offload == true ? Firewall.FastPath.Software : Firewall.FastPath.None);

    /// <summary>A policy or a rule lets something pass from one zone to the other, neither of which is the router.</summary>
    public bool MayPass(string from, string to) =>
        (Policies.TryGetValue(new ZonePair(from, to), out var policy) && policy.Action is null or FirewallAction.Accept)
        || Rules.Any(
            rule => rule.Action == FirewallAction.Accept && (rule.From is null || rule.From == from) && (rule.To is null || rule.To == to));
}

/// <summary><c>FROM -> TO</c>.</summary>
public readonly record struct ZonePair(string From, string To)
{
    public override string ToString() => $"{From} -> {To}";
}

/// <summary>A policy: a verdict for everything, or the services that are accepted (the rest is dropped).</summary>
public sealed record PolicyConfig
{
    /// <summary>The verdict for everything; null when <see cref="Services"/> says what is accepted.</summary>
    public FirewallAction? Action { get; init; }

    public ValueList<ServiceMatch> Services { get; init; } = [];
}

/// <summary>One entry of <c>firewall rules</c>. What is not given matches everything.</summary>
public sealed record RuleConfig
{
    /// <summary>Unique among the rules; paths and counters use it.</summary>
    public required string Name { get; init; }

    /// <summary>Zone; null: any.</summary>
    public string? From { get; init; }

    /// <summary>Zone; null: any.</summary>
    public string? To { get; init; }

    public ValueList<AddressMatch> Source { get; init; } = [];

    public ValueList<AddressMatch> Destination { get; init; } = [];

    public ValueList<ServiceMatch> Service { get; init; } = [];

    /// <summary>Ports of TCP and UDP that the packet comes from; none: any.</summary>
    public ValueList<PortRange> SourcePorts { get; init; } = [];

    /// <summary>Hardware addresses that the packet comes from; none: any.</summary>
    public ValueList<string> Mac { get; init; } = [];

    /// <summary>The rule matches within this time of day alone, in the router's zone; null: always.</summary>
    public TimeWindow? Time { get; init; }

    /// <summary>The rule matches on these days of the router's zone alone, or in a night that began on one; none: on all.</summary>
    public ValueList<DayOfWeek> Days { get; init; } = [];

    public FirewallAction Action { get; init; } = FirewallAction.Accept;

    /// <summary>The rule matches while its source has at most so many connections at once by it; null: however many.</summary>
    public int? Connections { get; init; }

    /// <summary>The rule matches only so often; null: always.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>Whether all that match share the limit, or each source has it.</summary>
    public LimitScope LimitPer { get; init; } = LimitScope.Rule;

    /// <summary>Its matches are counted under its name, over changes of the rest of the firewall.</summary>
    public bool Count { get; init; }

    /// <summary>Each match writes a line to the log.</summary>
    public bool Log { get; init; }

    /// <summary>How the line begins; null: with the rule's name.</summary>
    public string? LogPrefix { get; init; }

    /// <summary>At most so many lines; null: one a match.</summary>
    public RateLimit? LogLimit { get; init; }

    /// <summary>It asks for more than zones, addresses and services.</summary>
    public bool IsConditional => SourcePorts.Count > 0 || Mac.Count > 0 || Time is not null || Days.Count > 0;
}

/// <summary>From one minute of the day to another, the last not included; a first one behind the last is of the day before.</summary>
public readonly record struct TimeWindow(int First, int Last)
{
    public const int Day = 24 * 60;

    public override string ToString() => $"{First / 60:00}:{First % 60:00}-{Last / 60:00}:{Last % 60:00}";
}

/// <summary>
/// What a service is on the wire: <c>ssh</c> is TCP 22, <c>dns</c> UDP and TCP 53, <c>tcp/8080</c>, <c>udp/5000-5010</c>,
/// <c>icmp/echo-request</c>, <c>protocol/41</c>, or the services of a named set (<c>@tv</c>). <paramref name="Name"/> is what the document
/// says. <paramref name="Protocols"/> of a set are empty until the whole document is read, and where there is no such set.
/// </summary>
public sealed record ServiceMatch(string Name, ValueList<ProtocolMatch> Protocols)
{
    /// <summary>The set that it names; null: it is a service by itself.</summary>
    public string? Set => Name.StartsWith('@') ? Name[1..] : null;
}

/// <summary>One protocol; ports only for TCP and UDP (null: all).</summary>
public readonly record struct ProtocolMatch(TransportProtocol Protocol, PortRange? Ports)
{
    /// <summary>Of ICMP and ICMPv6; null: all.</summary>
    public byte? Type { get; init; }

    /// <summary>Its packets come from a port and go to one.</summary>
    public bool HasPorts => Protocol is TransportProtocol.Tcp or TransportProtocol.Udp;

    /// <summary>All packets of the protocol are meant.</summary>
    public bool IsWhole => Ports is null && Type is null;

    /// <summary>Everything of <paramref name="part"/> is of this as well.</summary>
    public bool Covers(ProtocolMatch part) => Protocol == part.Protocol && (Type is null || Type == part.Type)
        && (Ports is not { } ports || (part.Ports is { } inner && ports.First <= inner.First && inner.Last <= ports.Last));
}

/// <summary><c>10/minute</c>.</summary>
public readonly record struct RateLimit(int Count, RateUnit Unit);

public enum LimitScope
{
    Rule,

    /// <summary>Each source address by itself.</summary>
    Source,
}

public enum RateUnit
{
    Second,
    Minute,
    Hour,
    Day,
}

/// <summary><c>firewall nat</c>.</summary>
public sealed record NatConfig
{
    /// <summary>Zones: what leaves there gets the interface's own address.</summary>
    public ValueList<string> Masquerade { get; init; } = [];

    /// <summary>By zones of <see cref="Masquerade"/>: how and for whom; a zone that is not here has it for all that leaves.</summary>
    public ValueMap<string, MasqueradeConfig> MasqueradeOptions { get; init; } = ValueMap<string, MasqueradeConfig>.Empty;

    /// <summary>Port forwards by name. Forwarded connections are accepted without a policy.</summary>
    public ValueMap<string, ForwardConfig> Forwards { get; init; } = ValueMap<string, ForwardConfig>.Empty;

    /// <summary>In order; the first one that matches counts, before masquerading.</summary>
    public ValueMap<string, SourceNatConfig> Source { get; init; } = ValueMap<string, SourceNatConfig>.Empty;

    /// <summary>Whole addresses that go to an inner host, after the port forwards.</summary>
    public ValueMap<string, AddressNatConfig> Destination { get; init; } = ValueMap<string, AddressNatConfig>.Empty;

    /// <summary>Whole addresses both ways.</summary>
    public ValueMap<string, AddressNatConfig> OneToOne { get; init; } = ValueMap<string, AddressNatConfig>.Empty;

    /// <summary>Whole prefixes of IPv6 both ways, host by host. What comes in by them is decided by rules and policies.</summary>
    public ValueMap<string, PrefixNatConfig> Prefixes { get; init; } = ValueMap<string, PrefixNatConfig>.Empty;

    /// <summary>Every inner host that something goes to.</summary>
    internal IEnumerable<IPAddress> Inner =>
        Forwards.Values.Select(f => f.To).Concat(Destination.Values.Concat(OneToOne.Values).Select(a => a.Inner));
}

/// <summary><c>firewall nat forwards NAME</c>.</summary>
public sealed record ForwardConfig
{
    /// <summary>The zone the connection comes from.</summary>
    public required string From { get; init; }

    public required ValueList<ServiceMatch> Service { get; init; }

    /// <summary>Whom it is for; none: everybody.</summary>
    public ValueList<AddressMatch> Source { get; init; } = [];

    /// <summary>Each connection writes a line to the log.</summary>
    public bool Log { get; init; }

    /// <summary>How the line begins; null: with the forward's name.</summary>
    public string? LogPrefix { get; init; }

    /// <summary>At most so many lines; null: one a connection.</summary>
    public RateLimit? LogLimit { get; init; }

    /// <summary>All that it says is where something goes.</summary>
    public bool IsPlain => Source.Count == 0 && !Log;

    /// <summary>The inner host.</summary>
    public required IPAddress To { get; init; }

    /// <summary>The inner port; null: the same.</summary>
    public ushort? ToPort { get; init; }
}
