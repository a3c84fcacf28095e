using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>
/// What nf_tables tells its listeners (linux/netfilter/nf_tables.h): a message for each thing that a transaction changed, and one
/// of a new generation at its end, which says who it was. Values are in network byte order.
/// </summary>
public readonly record struct RulesetNotice(bool EndsTransaction, string Table, string? Chain, string Process, uint ProcessId)
{
    /// <summary>The multicast group, NFNLGRP_NFTABLES.</summary>
    public const int Group = 7;

    private const ushort Subsystem = 10 << 8;
    private const ushort SubsystemMask = 0xFF00;
    private const byte NewChain = 3, DelChain = 5, NewGeneration = 15;
    private const byte FamilyInet = 1;
    private const ushort TableAttribute = 1, ChainNameAttribute = 3;
    private const ushort ProcessIdAttribute = 2, ProcessNameAttribute = 3;
    private const int HeaderLength = 4;

    /// <summary>False: it is about something else, or of a family that is not ours.</summary>
    public static bool TryDecode(ushort type, ReadOnlySpan<byte> payload, out RulesetNotice notice)
    {
        notice = default;
        if ((type & SubsystemMask) != Subsystem || payload.Length < HeaderLength)
            return false;
        var kind = (byte)type;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        if (kind == NewGeneration)
        {
            notice = Generation(attributes);
            return true;
        }
        if (payload[0] != FamilyInet)
            return false;
        string? table = null, chain = null;
        while (attributes.Next())
        {
            // In every kind of message the first attribute names the table.
            if (attributes.Type == TableAttribute)
                table ??= attributes.Text;
            else if (attributes.Type == ChainNameAttribute && kind is NewChain or DelChain)
                chain = attributes.Text;
        }
        notice = new RulesetNotice(false, table ?? "", chain, "", 0);
        return table is not null;
    }

    private static RulesetNotice Generation(AttributeReader attributes)
    {
        var (process, id) = ("", 0u);
        while (attributes.Next())
        {
            if (attributes.Type == ProcessNameAttribute)
                process = attributes.Text;
            else if (attributes.Type == ProcessIdAttribute && attributes.Value.Length >= 4)
                id = BinaryPrimitives.ReadUInt32BigEndian(attributes.Value);
        }
        return new RulesetNotice(true, "", null, process, id);
    }
}
