using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// GRE (RFC 2784, keys of RFC 2890) over IPv4 or IPv6. Without <paramref name="Remote"/> it has many other ends, which its
/// neighbour entries tell. <paramref name="Ttl"/> 0: that of the packet inside.
/// <para><paramref name="Under"/> is the link that packets leave by; 0: any.</para>
/// </summary>
public sealed record GreInfo(IPAddress? Local, IPAddress? Remote, uint? Key, byte Ttl, int Under, bool OverIPv6) : ILinkInfo
{
    public const string KindIPv4 = "gre", KindIPv6 = "ip6gre", FramesIPv4 = "gretap", FramesIPv6 = "ip6gretap";
    private const ushort Link = 1, InFlags = 2, OutFlags = 3, InKey = 4, OutKey = 5, LocalAddress = 6, RemoteAddress = 7, TimeToLive = 8;
    private const ushort Flags = 12;
    private const ushort HasKey = 0x2000;

    /// <summary>IP6_TNL_F_IGN_ENCAP_LIMIT: no extension header with a limit of nested tunnels.</summary>
    private const uint WithoutLimit = 1;

    /// <summary>It carries Ethernet frames.</summary>
    public bool Frames { get; init; }

    public string Kind => (Frames, OverIPv6) switch
    {
        (true, true) => FramesIPv6,
        (true, _) => FramesIPv4,
        (_, true) => KindIPv6,
        _ => KindIPv4,
    };

    /// <summary>With many ends it resolves addresses, which the kernel would spare such a link.</summary>
    public uint ClearedFlags => Remote is null && !Frames ? RouteNetlink.FlagNoArp : 0;

    public void Write(NetlinkMessage data)
    {
        if (Under != 0)
            data.Add(Link, (uint)Under);
        if (Key is { } key)
            data.AddBigEndian(InFlags, HasKey).AddBigEndian(OutFlags, HasKey).AddBigEndian(InKey, key).AddBigEndian(OutKey, key);
        if (Local is not null)
            data.Add(LocalAddress, Local);
        if (Remote is not null)
            data.Add(RemoteAddress, Remote);
        data.Add(TimeToLive, Ttl);
        if (Frames && OverIPv6)
            data.Add(Flags, WithoutLimit);
    }

    public static GreInfo Read(string kind, ReadOnlySpan<byte> data)
    {
        var info = new GreInfo(null, null, null, 0, 0, kind is KindIPv6 or FramesIPv6) { Frames = kind is FramesIPv4 or FramesIPv6 };
        ushort flags = 0;
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == InFlags && attributes.Value.Length >= 2)
                flags = BinaryPrimitives.ReadUInt16BigEndian(attributes.Value);
            info = attributes.Type switch
            {
                Link => info with { Under = (int)attributes.UInt32 },
                InKey when attributes.Value.Length >= 4 => info with { Key = BinaryPrimitives.ReadUInt32BigEndian(attributes.Value) },
                LocalAddress => info with { Local = Given(attributes.Address) },
                RemoteAddress => info with { Remote = Given(attributes.Address) },
                TimeToLive => info with { Ttl = attributes.Byte },
                _ => info,
            };
        }
        return (flags & HasKey) != 0 ? info : info with { Key = null };
    }

    /// <summary>The kernel says zeros for an end that is open.</summary>
    private static IPAddress? Given(IPAddress? address) =>
        address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : address;
}
