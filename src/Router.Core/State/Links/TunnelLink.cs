using System.Net;
using System.Net.Sockets;
using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>
/// Packets in packets of IP, between two ends. Local null: whichever address the link has that they leave by; remote null: each packet
/// says it. TTL 0: that of the packet inside.
/// </summary>
public abstract record TunnelLink(IPAddress? Local, IPAddress? Remote, byte Ttl, string? On) : LinkSettings
{
    protected const int HeaderIPv4 = 20, HeaderIPv6 = 40;

    public bool OverIPv6 => (Remote ?? Local)?.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>IP's number of what is inside.</summary>
    protected abstract byte Protocol { get; }

    /// <summary>Bytes in front of each packet.</summary>
    protected abstract int Headers { get; }

    /// <summary>What tells two tunnels with the same ends apart; empty: nothing.</summary>
    protected virtual string Sign => "";

    public override string Details => string.Concat(
        Local is null ? "from any" : $"from {Local}", Remote is null ? "" : $" to {Remote}", Sign,
        Ttl == 0 ? "" : $" ttl {Ttl}", On is null ? "" : $" on {On}");

    public override ValueList<string> Needs => On is null ? [] : [On];

    /// <summary>The kernel has no second one of the same kind.</summary>
    public override IEnumerable<LinkClaim> Claims => [new($"{Kind} from {Local} to {Remote}{Sign} on {On}")];

    public override IEnumerable<OuterFlow> Tunnels => [new(Protocol, Local, Remote, 0)];

    /// <summary>Ends may change, so that one follows the address that it leaves with; from point to point it stays.</summary>
    public override bool CanBecome(LinkSettings wanted) => wanted is TunnelLink tunnel && tunnel.Kind == Kind && tunnel.On == On
        && tunnel.Sign == Sign && tunnel.Remote is null == Remote is null;

    public override int NewMtu(int? under) => (under ?? EthernetMtu) - Headers;
}
