using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink;

/// <summary>
/// RTM_NEWNEIGH, RTM_DELNEIGH and RTM_GETNEIGH as the kernel sends them (linux/neighbour.h). RTM_GETNEIGH from the kernel is a
/// question: who is this?
/// </summary>
public sealed record NeighbourMessage
{
    public const ushort New = 28, Delete = 29, Get = 30;

    /// <summary>NUD_*.</summary>
    public const ushort Reachable = 0x02, Stale = 0x04, Delay = 0x08, Probe = 0x10, Failed = 0x20, Permanent = 0x80;

    /// <summary>RTNLGRP_NEIGH as a bit of the address that a socket is bound to.</summary>
    public const uint Group = 1 << 2;

    private const int HeaderLength = 12, MacLength = 6;
    private const ushort DestinationAttribute = 1, LinkAddressAttribute = 2, ProtocolAttribute = 12;

    public int Link { get; private init; }

    public ushort State { get; private init; }

    public IPAddress? Destination { get; private set; }

    /// <summary>On a tunnel: the address of its other end. Null: not known.</summary>
    public IPAddress? LinkAddress { get; private set; }

    /// <summary>On a link with hardware addresses of six bytes, as they are; empty: none is known.</summary>
    public IReadOnlyList<byte> Mac { get; private set; } = [];

    /// <summary>NDA_PROTOCOL: who added it.</summary>
    public byte Protocol { get; private set; }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out NeighbourMessage neighbour)
    {
        neighbour = new NeighbourMessage();
        if (payload.Length < HeaderLength)
            return false;
        neighbour = new NeighbourMessage
        {
            Link = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            State = BinaryPrimitives.ReadUInt16LittleEndian(payload[8..])
        };
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == DestinationAttribute && attributes.Value.Length is 4 or 16)
                neighbour.Destination = new IPAddress(attributes.Value);
            else if (attributes.Type == LinkAddressAttribute && attributes.Value.Length is 4 or 16)
                neighbour.LinkAddress = new IPAddress(attributes.Value);
            else if (attributes.Type == LinkAddressAttribute && attributes.Value.Length == MacLength)
                neighbour.Mac = attributes.Value.ToArray();
            else if (attributes.Type == ProtocolAttribute && attributes.Value.Length >= 1)
                neighbour.Protocol = attributes.Value[0];
        }
        return neighbour.Destination is not null;
    }

    /// <summary>An entry that the kernel keeps reachable by asking whoever listens; replaces one that is there.</summary>
    public static NetlinkMessage Set(int link, IPAddress destination, IPAddress linkAddress, byte protocol, bool acknowledge) =>
        new NetlinkMessage(
            New,
            NetlinkFlags.Request | NetlinkFlags.Create | NetlinkFlags.Replace | Acknowledge(acknowledge),
            Header(link, destination, Reachable))
            .Add(DestinationAttribute, destination)
            .Add(LinkAddressAttribute, linkAddress)
            .Add(ProtocolAttribute, protocol);

    /// <summary>An entry that nobody is asked for; replaces one that is there.</summary>
    public static NetlinkMessage SetPermanent(int link, IPAddress destination, ReadOnlySpan<byte> mac, byte protocol) =>
        new NetlinkMessage(
            New,
            NetlinkFlags.Request | NetlinkFlags.Create | NetlinkFlags.Replace | NetlinkFlags.Acknowledge,
            Header(link, destination, Permanent))
            .Add(DestinationAttribute, destination)
            .Add(LinkAddressAttribute, mac)
            .Add(ProtocolAttribute, protocol);

    public static NetlinkMessage Remove(int link, IPAddress destination, bool acknowledge) =>
        new NetlinkMessage(Delete, NetlinkFlags.Request | Acknowledge(acknowledge), Header(link, destination, 0))
            .Add(DestinationAttribute, destination);

    /// <summary>Every entry of the machine; the filter by link needs a kernel that knows it, so the reader looks as well.</summary>
    public static NetlinkMessage Dump() => new(Get, NetlinkFlags.Request | NetlinkFlags.Dump, new byte[HeaderLength]);

    private static NetlinkFlags Acknowledge(bool wanted) => wanted ? NetlinkFlags.Acknowledge : 0;

    private static byte[] Header(int link, IPAddress destination, ushort state)
    {
        var header = new byte[HeaderLength];
        header[0] = (byte)(destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 10 : 2);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), link);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), state);
        return header;
    }
}
