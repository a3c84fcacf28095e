using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>
/// NFLOG (linux/netfilter/nfnetlink_log.h): packets that a firewall rule shows to a program. Values are in network byte order.
/// </summary>
public static class PacketLog
{
    private const ushort Subsystem = 4 << 8;
    private const ushort Packet = Subsystem, Configuration = Subsystem | 1;
    private const ushort CommandAttribute = 1, ModeAttribute = 2, ThresholdAttribute = 5;
    private const ushort OutputLinkAttribute = 5, PayloadAttribute = 9;
    private const byte CommandBind = 1, ModeCopyPacket = 2;
    private const byte AnyFamily = 0;
    private const int HeaderLength = 4;

    /// <summary>Makes the socket the group's reader.</summary>
    public static NetlinkMessage Bind(ushort group) => Configure(group).Add(CommandAttribute, [CommandBind]);

    /// <summary>So many bytes of each packet.</summary>
    public static NetlinkMessage CopyMode(ushort group, uint bytes)
    {
        Span<byte> mode = stackalloc byte[6];
        BinaryPrimitives.WriteUInt32BigEndian(mode, bytes);
        mode[4] = ModeCopyPacket;
        return Configure(group).Add(ModeAttribute, mode);
    }

    /// <summary>How many packets the kernel gathers before it sends them; with its own choice one waits for up to a second.</summary>
    public static NetlinkMessage Threshold(ushort group, uint packets)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, packets);
        return Configure(group).Add(ThresholdAttribute, bytes);
    }

    /// <summary>
    /// The link that a packet is to leave by and its first bytes. Of a VRF the link that it arrived on is the VRF, but this one is the
    /// member.
    /// </summary>
    public static bool TryDecode(ushort type, ReadOnlySpan<byte> payload, out int outputLink, out ReadOnlySpan<byte> head)
    {
        outputLink = 0;
        head = default;
        if (type != Packet || payload.Length < HeaderLength)
            return false;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == OutputLinkAttribute && attributes.Value.Length >= 4)
                outputLink = BinaryPrimitives.ReadInt32BigEndian(attributes.Value);
            else if (attributes.Type == PayloadAttribute)
                head = attributes.Value;
        }
        return outputLink != 0 && !head.IsEmpty;
    }

    private static NetlinkMessage Configure(ushort group) =>
        new(Configuration, NetlinkFlags.Request | NetlinkFlags.Acknowledge, [AnyFamily, 0, (byte)(group >> 8), (byte)group]);
}
