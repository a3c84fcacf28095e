using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>
/// VLANs of a bridge's ports (linux/if_bridge.h): AF_BRIDGE link messages whose IFLA_AF_SPEC holds a <c>bridge_vlan_info</c> for
/// each. The bridge itself is a port as well.
/// </summary>
public static class BridgeVlan
{
    private const byte Family = 7;
    private const ushort SetLink = 19, ExtendedMask = 29, FamilySpecific = 26, BridgeFlags = 0, VlanInfo = 2;
    private const uint WithVlans = 2;
    private const ushort Self = 2;
    private const ushort Pvid = 2, Untagged = 4, RangeBegin = 8, RangeEnd = 16;
    private const int HeaderLength = 16;

    public static NetlinkMessage List() =>
        new NetlinkMessage(RouteNetlink.GetLink, NetlinkFlags.Request | NetlinkFlags.Dump, Header(0)).Add(ExtendedMask, WithVlans);

    /// <summary>Adds the VLAN or changes how it leaves the port.</summary>
    public static NetlinkMessage Set(int port, bool self, ushort id, bool untagged, bool pvid) =>
        Request(SetLink, port, self, (ushort)((untagged ? Untagged : 0) | (pvid ? Pvid : 0)), id);

    public static NetlinkMessage Remove(int port, bool self, ushort id) => Request(RouteNetlink.DelLink, port, self, 0, id);

    /// <summary>The port's index and its VLANs; ranges are taken apart. False: no such message.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> payload, out int port, out List<(ushort Id, bool Untagged, bool Pvid)> vlans)
    {
        (port, vlans) = (0, []);
        if (payload.Length < HeaderLength || payload[0] != Family)
            return false;
        port = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]);
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == FamilySpecific)
                ReadVlans(attributes.Value, vlans);
        }
        return true;
    }

    private static void ReadVlans(ReadOnlySpan<byte> nested, List<(ushort Id, bool Untagged, bool Pvid)> vlans)
    {
        var begin = 0;
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
        {
            if (attributes.Type != VlanInfo || attributes.Value.Length < 4)
                continue;
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value);
            var id = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value[2..]);
            if ((flags & RangeBegin) != 0)
            {
                begin = id;
                continue;
            }
            for (var each = (flags & RangeEnd) != 0 && begin > 0 ? begin : id; each <= id; each++)
                vlans.Add(((ushort)each, (flags & Untagged) != 0, (flags & Pvid) != 0));
            begin = 0;
        }
    }

    private static NetlinkMessage Request(ushort type, int port, bool self, ushort flags, ushort id) =>
        new NetlinkMessage(type, NetlinkFlags.Request | NetlinkFlags.Acknowledge, Header(port)).Nest(FamilySpecific, spec =>
        {
            if (self)
                spec.AddUInt16(BridgeFlags, Self);
            spec.Add(VlanInfo, [(byte)flags, 0, (byte)id, (byte)(id >> 8)]);
        });

    private static byte[] Header(int index)
    {
        var header = new byte[HeaderLength];
        header[0] = Family;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), index);
        return header;
    }
}
