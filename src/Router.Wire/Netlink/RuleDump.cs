using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>Rules of an nftables table by nfnetlink, in their order: which handle stands where.</summary>
public static class RuleDump
{
    private const ushort Subsystem = 10 << 8;
    private const ushort NewRule = Subsystem | 6;
    private const ushort GetRule = Subsystem | 7;
    private const byte FamilyInet = 1;
    private const ushort RuleTable = 1, RuleChain = 2, RuleHandle = 3;
    private const int HeaderLength = 4;

    public static NetlinkMessage Request(string table) =>
        new NetlinkMessage(GetRule, NetlinkFlags.Request | NetlinkFlags.Dump, [FamilyInet, 0, 0, 0]).Add(RuleTable, table);

    /// <summary>Null: it is no rule of that table.</summary>
    public static (string Chain, ulong Handle)? Rule(ushort type, ReadOnlySpan<byte> payload, string table)
    {
        if (type != NewRule || payload.Length < HeaderLength)
            return null;
        string? chain = null, owner = null;
        ulong handle = 0;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case RuleTable: owner = attributes.Text; break;
                case RuleChain: chain = attributes.Text; break;
                case RuleHandle when attributes.Value.Length == 8: handle = BinaryPrimitives.ReadUInt64BigEndian(attributes.Value); break;
            }
        }
        return owner == table && chain is not null ? (chain, handle) : null;
    }
}
