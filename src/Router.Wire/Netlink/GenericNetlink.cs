using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>Generic netlink (linux/genetlink.h): families have names, and numbers that the kernel gives them.</summary>
public static class GenericNetlink
{
    private const ushort Controller = 16;
    private const byte GetFamily = 3;
    private const ushort FamilyId = 1, FamilyName = 2;
    private const int HeaderLength = 4;

    public static NetlinkMessage Find(string family) => Request(Controller, GetFamily, NetlinkFlags.Acknowledge).Add(FamilyName, family);

    /// <summary>0: no such answer.</summary>
    public static ushort Family(ushort type, ReadOnlySpan<byte> payload)
    {
        var attributes = Attributes(payload);
        while (type == Controller && attributes.Next())
        {
            if (attributes.Type == FamilyId && attributes.Value.Length >= 2)
                return BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value);
        }
        return 0;
    }

    public static NetlinkMessage Request(ushort family, byte command, NetlinkFlags flags) =>
        new(family, NetlinkFlags.Request | flags, [command, 1, 0, 0]);

    public static AttributeReader Attributes(ReadOnlySpan<byte> payload) =>
        new(payload.Length < HeaderLength ? [] : payload[HeaderLength..]);
}
