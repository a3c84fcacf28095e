using System.Buffers.Binary;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// IEEE 802.1Q and 802.1ad: <paramref name="Protocol"/> is the tag's EtherType. The binding is loose: whether the link is up is
/// its own affair, and not that of the link below.
/// </summary>
public sealed record VlanInfo(int Lower, ushort Id, ushort Protocol) : ILinkInfo
{
    public const ushort CustomerTag = 0x8100, ServiceTag = 0x88A8;
    private const ushort VlanId = 1, VlanFlags = 2, VlanProtocol = 5;
    private const byte LooseBinding = 4;

    public string Kind => "vlan";

    public void Write(NetlinkMessage data) => data
        .AddUInt16(VlanId, Id)
        .AddBigEndian(VlanProtocol, Protocol)
        .Add(VlanFlags, [LooseBinding, 0, 0, 0, LooseBinding, 0, 0, 0]);

    public static VlanInfo Read(int lower, ReadOnlySpan<byte> data)
    {
        var info = new VlanInfo(lower, 0, CustomerTag);
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == VlanId && attributes.Value.Length >= 2)
                info = info with { Id = BinaryPrimitives.ReadUInt16LittleEndian(attributes.Value) };
            else if (attributes.Type == VlanProtocol && attributes.Value.Length >= 2)
                info = info with { Protocol = BinaryPrimitives.ReadUInt16BigEndian(attributes.Value) };
        }
        return info;
    }
}
