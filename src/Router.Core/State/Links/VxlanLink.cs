using System.Net;
using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>Ethernet frames over UDP (RFC 7348). Null: any address, no other end, any link.</summary>
public sealed record VxlanLink(uint Id, IPAddress? Local, IPAddress? Remote, ushort Port, string? On) : LinkSettings
{
    private const int HeadersIPv4 = 50, HeadersIPv6 = 70;

    public override string Kind => "vxlan";

    public override string Details => string.Concat(
        $"{Id}", Local is null ? "" : $" from {Local}", Remote is null ? "" : $" to {Remote}",
        $" port {Port}", On is null ? "" : $" on {On}");

    public override ValueList<string> Needs => On is null ? [] : [On];

    public override IEnumerable<LinkClaim> Claims =>
        [new($"VXLAN {Id} on port {Port} over {(OverIPv6 ? "IPv6" : "IPv4")}"), LinkClaim.UdpPort(Port, sharedBy: Kind)];

    private bool OverIPv6 => (Remote ?? Local)?.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    /// <summary>The kernel lets it be larger than what it stands on, but not be made so.</summary>
    public override bool FollowsMtu => On is not null;

    public override IEnumerable<OuterFlow> Tunnels => [new(OuterFlow.Udp, Local, Remote, Port)];

    public override int NewMtu(int? under) => under is { } size
        ? size - (OverIPv6 ? HeadersIPv6 : HeadersIPv4)
        : EthernetMtu;
}
