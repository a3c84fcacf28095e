using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary><c>interfaces NAME 6in4</c>: IPv6 in IPv4 (RFC 4213), as tunnel brokers give it.</summary>
public sealed record SixInFourConfig : TunnelConfig
{
    public IPAddress Remote { get; init; } = IPAddress.None;

    internal override AddressFamily Family => AddressFamily.InterNetwork;

    internal override IPAddress OtherEnd => Remote;

    internal static readonly RecordShape<SixInFourConfig> Shape = Common(
        new RecordShape<SixInFourConfig>("6in4", "IPv6 packets in IPv4, from point to point.", () => new())
            .With("remote", NetworkScalars.Address, t => t.Remote, (t, v) => t with { Remote = v },
                "The other end, of the tunnel's broker.", required: true));

    internal override LinkSettings Settings(VirtualContext context) => new SitLink(LocalNow(context), Remote, (byte)Ttl, context.On);
}
