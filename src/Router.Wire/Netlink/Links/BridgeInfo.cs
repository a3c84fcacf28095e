namespace Router.Wire.Netlink.Links;

/// <summary>A bridge. Without VLAN filtering nothing is said, so that a kernel without it makes one too.</summary>
public sealed record BridgeInfo(bool VlanFiltering) : ILinkInfo
{
    private const ushort BridgeVlanFiltering = 7;

    public string Kind => "bridge";

    public bool HasData => VlanFiltering;

    public void Write(NetlinkMessage data) => data.Add(BridgeVlanFiltering, (byte)(VlanFiltering ? 1 : 0));

    public static BridgeInfo Read(ReadOnlySpan<byte> data)
    {
        var info = new BridgeInfo(false);
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == BridgeVlanFiltering)
                info = new BridgeInfo(attributes.Byte != 0);
        }
        return info;
    }
}
