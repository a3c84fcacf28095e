namespace Router.Wire.Netlink.Links;

/// <summary>An ip6gre link that takes where to send a packet from the packet's own tunnel key ("external").</summary>
public sealed record TunnelHeaderInfo : ILinkInfo
{
    private const ushort CollectMetadata = 18;

    public string Kind => GreInfo.KindIPv6;

    public void Write(NetlinkMessage data) => data.Add(CollectMetadata, []);

    /// <summary>Whether the data of an ip6gre link say that it is one.</summary>
    public static bool IsSaid(ReadOnlySpan<byte> data)
    {
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == CollectMetadata)
                return true;
        }
        return false;
    }
}
