using System.Net;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Flows;

/// <summary>What the kernel did with the packet. Links are kernel names.</summary>
public sealed record FlowTrace
{
    /// <summary>As it was sent: addresses filled in that were left to the router.</summary>
    public required Flow Sent { get; init; }

    /// <summary>The link it arrived on; null: the router sent it.</summary>
    public string? InputLink { get; init; }

    /// <summary>As rules set it before the packet's way was chosen; 0: none did.</summary>
    public uint Mark { get; init; }

    /// <summary>Where its way was looked up for: the destination, after what translates it.</summary>
    public required IPAddress RoutedTo { get; init; }

    /// <summary>In the order in which the kernel took them.</summary>
    public ValueList<TraceStep> Steps { get; init; } = [];

    /// <summary>Null: there is no way to the destination (<see cref="RouteError"/> says why).</summary>
    public FoundRoute? Route { get; init; }

    public string? RouteError { get; init; }

    /// <summary>The packet as it left, and by which link; null: it did not.</summary>
    public LeftPacket? Left { get; init; }
}

/// <summary>
/// A rule that matched, or (<paramref name="Rule"/> null) a chain's policy. <paramref name="OutputLink"/> null: not known yet there.
/// </summary>
public sealed record TraceStep(string Chain, Rule? Rule, TraceVerdict Verdict, string? OutputLink)
{
    /// <summary>What the packet is addressed to there; null: as in the step before.</summary>
    public (IPAddress Address, ushort? Port)? Destination { get; init; }

    /// <summary>Nothing in the chain took the packet: it met the policy, or the last rule, which is the same.</summary>
    public bool IsRest => Verdict == TraceVerdict.Drop && (Rule is null || (IsDropOfAll && Chain is "input" or "forward"));

    /// <summary>No rule of the document: such a one has a name.</summary>
    private bool IsDropOfAll => Rule is { Comment: null, Statements: [Statement.Verdict { Kind: VerdictKind.Drop }] };
}

public enum TraceVerdict
{
    /// <summary>On to the next rule, or to another chain.</summary>
    Continue,
    Accept,
    Drop,
}

/// <summary>The entry of a routing table that was taken. <paramref name="Local"/>: the destination is the router itself.</summary>
public sealed record FoundRoute(IPNetwork Prefix, uint Table, IPAddress? Gateway, string? Link, RouteType Type, bool Local);

/// <summary>A packet that left by a link.</summary>
public sealed record LeftPacket(string Link, IPAddress Source, ushort? SourcePort, IPAddress Destination, ushort? DestinationPort)
{
    public required byte Protocol { get; init; }
}
