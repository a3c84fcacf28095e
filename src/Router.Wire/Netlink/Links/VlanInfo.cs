using System.Buffers.Binary;

namespace Router.Wire.Netlink.Links;

/// <summary>
/// IEEE 802.1Q and 802.1ad: <paramref name="Protocol"/> is the tag's EtherType. The binding is loose: whether the link is up is
/// its own affair, and not that of the link below.
/// </summary>
public sealed record VlanInfo(int Lower, ushort Id, ushort Protocol) : ILinkInfo
{
    public const ushort CustomerTag = 0x8100, ServiceTag = 0x88A8;
    private const ushort VlanId = 1, VlanFlags = 2, VlanEgress = 3, VlanProtocol = 5, Mapping = 1;
    private const byte LooseBinding = 4;
    private const int MappingLength = 8;

    /// <summary>IFLA_VLAN_EGRESS_QOS: from a packet's priority to the tag's (802.1p). What is not named stays as it is.</summary>
    public IReadOnlyList<(uint Packet, uint Tag)> Egress { get; init; } = [];

    public string Kind => "vlan";

    public void Write(NetlinkMessage data)
    {
        data.AddUInt16(VlanId, Id)
            .AddBigEndian(VlanProtocol, Protocol)
            .Add(VlanFlags, [LooseBinding, 0, 0, 0, LooseBinding, 0, 0, 0]);
        if (Egress.Count == 0)
            return;
        data.Nest(VlanEgress, nested =>
        {
            Span<byte> mapping = stackalloc byte[MappingLength];
            foreach (var (packet, tag) in Egress)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(mapping, packet);
                BinaryPrimitives.WriteUInt32LittleEndian(mapping[4..], tag);
                nested.Add(Mapping, mapping);
            }
        });
    }

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
            else if (attributes.Type == VlanEgress)
                info = info with { Egress = Mappings(attributes.Value) };
        }
        return info;
    }

    private static List<(uint Packet, uint Tag)> Mappings(ReadOnlySpan<byte> nested)
    {
        var mappings = new List<(uint, uint)>();
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
        {
            if (attributes.Type == Mapping && attributes.Value.Length >= MappingLength)
                mappings.Add((attributes.UInt32, BinaryPrimitives.ReadUInt32LittleEndian(attributes.Value[4..])));
        }
        return mappings;
    }
}
