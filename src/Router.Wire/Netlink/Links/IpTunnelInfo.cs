using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// Packets in packets of IP (linux/if_tunnel.h, IFLA_IPTUN_*): <c>ipip</c>, <c>sit</c> and <c>ip6tnl</c>. <paramref name="Ttl"/> 0: that of
/// the packet inside. <paramref name="Under"/> is the link that packets leave by; 0: any. What is not said the kernel takes for zero, also
/// in a change of a link that is there.
/// </summary>
public sealed record IpTunnelInfo(string Kind, IPAddress? Local, IPAddress? Remote, byte Ttl, int Under) : ILinkInfo
{
    public const string InIPv4 = "ipip", SixInFour = "sit", InIPv6 = "ip6tnl";

    private const ushort Link = 1, LocalAddress = 2, RemoteAddress = 3, TimeToLive = 4, Flags = 8, Protocol = 9, PathMtu = 10;
    private const ushort SixRdPrefix = 11, SixRdShared = 12, SixRdLength = 13, SixRdSharedLength = 14;
    private const byte ProtocolIPv4 = 4, ProtocolIPv6 = 41;

    /// <summary>IP6_TNL_F_IGN_ENCAP_LIMIT: no extension header with a limit of nested tunnels.</summary>
    private const uint WithoutLimit = 1;

    /// <summary>Of <c>sit</c> without another end; null: none is said.</summary>
    public SixRdInfo? SixRd { get; init; }

    public void Write(NetlinkMessage data)
    {
        if (Under != 0)
            data.Add(Link, (uint)Under);
        if (Local is not null)
            data.Add(LocalAddress, Local);
        if (Remote is not null)
            data.Add(RemoteAddress, Remote);
        data.Add(TimeToLive, Ttl).Add(Protocol, Kind == SixInFour ? ProtocolIPv6 : ProtocolIPv4);
        if (Kind == InIPv6)
            data.Add(Flags, WithoutLimit);
        else
            data.Add(PathMtu, (byte)1);
        if (SixRd is { } domain)
            data.Add(SixRdPrefix, domain.Prefix.BaseAddress)
                .AddUInt16(SixRdLength, (ushort)domain.Prefix.PrefixLength)
                .Add(SixRdShared, domain.Shared)
                .AddUInt16(SixRdSharedLength, (ushort)domain.SharedBits);
    }

    public static IpTunnelInfo Read(string kind, ReadOnlySpan<byte> data)
    {
        var info = new IpTunnelInfo(kind, null, null, 0, 0);
        var (prefix, shared) = (IPAddress.IPv6Any, IPAddress.Any);
        ushort length = 0, sharedLength = 0;
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case SixRdPrefix when attributes.Value.Length == 16: prefix = attributes.Address!; break;
                case SixRdShared when attributes.Value.Length == 4: shared = attributes.Address!; break;
                case SixRdLength when attributes.Value.Length >= 2:
                    length = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value);
                    break;
                case SixRdSharedLength when attributes.Value.Length >= 2:
                    sharedLength = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value);
                    break;
                default: info = info.With(attributes); break;
            }
        }
        // The kernel tells a domain of each, which is that of 6to4 where nobody gave it one.
        return info is { Kind: SixInFour, Remote: null } && SixRdInfo.Of(prefix, length, shared, sharedLength) is { } domain
            ? info with { SixRd = domain }
            : info;
    }

    private IpTunnelInfo With(AttributeReader attribute) => attribute.Type switch
    {
        Link => this with { Under = (int)attribute.UInt32 },
        LocalAddress => this with { Local = Given(attribute.Address) },
        RemoteAddress => this with { Remote = Given(attribute.Address) },
        TimeToLive => this with { Ttl = attribute.Byte },
        _ => this,
    };

    /// <summary>The kernel says zeros for an end that is open.</summary>
    private static IPAddress? Given(IPAddress? address) =>
        address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address;
}
