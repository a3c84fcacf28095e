using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary><c>interfaces NAME ipip</c>: IPv4 in IPv4 (RFC 2003).</summary>
public sealed record IpipConfig : TunnelConfig
{
    public IPAddress Remote { get; init; } = IPAddress.None;

    internal override AddressFamily Family => AddressFamily.InterNetwork;

    internal override IPAddress OtherEnd => Remote;

    internal static readonly RecordShape<IpipConfig> Shape = Common(
        new RecordShape<IpipConfig>("IPIP", "IPv4 packets in IPv4, from point to point.", () => new())
            .With("remote", NetworkScalars.Address, t => t.Remote, (t, v) => t with { Remote = v }, "The other end.", required: true));

    internal override LinkSettings Settings(VirtualContext context) => new IpipLink(LocalNow(context), Remote, (byte)Ttl, context.On);
}
