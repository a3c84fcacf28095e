namespace Router.Wire.Netlink.Links;

/// <summary>A VRF: the number of the table that its members are routed by.</summary>
public sealed record VrfInfo(uint Table) : ILinkInfo
{
    private const ushort TableNumber = 1;

    public string Kind => "vrf";

    public void Write(NetlinkMessage data) => data.Add(TableNumber, Table);

    public static VrfInfo Read(ReadOnlySpan<byte> data)
    {
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == TableNumber && attributes.Value.Length >= 4)
                return new VrfInfo(attributes.UInt32);
        }
        return new VrfInfo(0);
    }
}
