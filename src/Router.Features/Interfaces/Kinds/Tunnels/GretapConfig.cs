using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary><c>interfaces NAME gretap</c>: Ethernet frames over GRE, to be a port of a bridge or to carry addresses.</summary>
public sealed record GretapConfig : TunnelConfig
{
    public IPAddress Remote { get; init; } = IPAddress.None;

    public uint? Key { get; init; }

    internal override AddressFamily Family => Remote.AddressFamily;

    internal override IPAddress OtherEnd => Remote;

    /// <summary>The kernel sends nothing over IPv6 without it.</summary>
    internal override bool NeedsLocal => Family == AddressFamily.InterNetworkV6;

    internal override object? Sign => Key;

    internal static readonly RecordShape<GretapConfig> Shape = Common(
        new RecordShape<GretapConfig>("GRETAP", "Ethernet frames over GRE, from point to point.", () => new())
            .With("remote", NetworkScalars.Address, t => t.Remote, (t, v) => t with { Remote = v }, "The other end.", required: true)
            .WithValue("key", Scalars.Metric, t => t.Key, (t, v) => t with { Key = v }, "The same at both ends; tells tunnels apart."));

    internal override LinkSettings Settings(VirtualContext context) =>
        new GretapLink(LocalNow(context), Remote, Key, (byte)Ttl, context.On);
}
