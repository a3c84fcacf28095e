namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Chains of an nftables table by nfnetlink (linux/netfilter/nf_tables.h): how a device says which ruleset it runs, without
/// starting a program.
/// </summary>
public static class ChainDump
{
    private const ushort Subsystem = 10 << 8;
    private const ushort NewChain = Subsystem | 3;
    private const ushort GetChain = Subsystem | 4;
    private const byte FamilyInet = 1;
    private const ushort ChainTable = 1, ChainName = 3;
    private const int HeaderLength = 4;

    public static NetlinkMessage Request() => new(GetChain, NetlinkFlags.Request | NetlinkFlags.Dump, [FamilyInet, 0, 0, 0]);

    /// <summary>The chain's name, when it belongs to the table.</summary>
    public static string? Chain(ushort type, ReadOnlySpan<byte> payload, string table)
    {
        if (type != NewChain || payload.Length < HeaderLength)
            return null;
        string? name = null, owner = null;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == ChainTable)
                owner = attributes.Text;
            else if (attributes.Type == ChainName)
                name = attributes.Text;
        }
        return owner == table ? name : null;
    }
}
