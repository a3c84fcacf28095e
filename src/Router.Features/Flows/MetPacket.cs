using System.Net;
using Router.Features.Firewall;

namespace Router.Features.Flows;

/// <summary>A packet as it meets a rule; links are kernel names, null: none (yet).</summary>
internal sealed record MetPacket(
    byte Protocol, IPAddress Source, ushort? SourcePort, IPAddress Destination,
    ushort? DestinationPort, string? InputLink, string? OutputLink)
{
    /// <summary>By protocol and destination port; what is asked about of ICMP is an echo request.</summary>
    public bool IsOf(IEnumerable<ServiceMatch> services) => services.SelectMany(s => s.Protocols).Any(match =>
        (byte)match.Protocol == Protocol && (match.Type is not { } type || type == IcmpTypes.EchoRequest(match.Protocol))
        && (match.Ports is not { } ports || (DestinationPort is { } port && ports.First <= port && port <= ports.Last)));
}

/// <summary>A place of the document as words, and what it did.</summary>
internal sealed record Cause(IReadOnlyList<string> Path, string Effect);
