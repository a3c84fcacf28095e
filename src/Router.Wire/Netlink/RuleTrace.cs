using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>
/// What a packet that is traced (<c>meta nftrace set 1</c>) met: NFT_MSG_TRACE of linux/netfilter/nf_tables.h. Integers are
/// big-endian. The headers stand in the first message of a packet and chain of a hook alone, and <see cref="Id"/> says which packet it is.
/// </summary>
public sealed record RuleTrace
{
    /// <summary>NFNLGRP_NFTRACE (9), the multicast group of the messages, as a bit.</summary>
    public const uint Groups = 1 << 8;

    private const ushort Message = (10 << 8) | 17;
    private const int HeaderLength = 4;
    private const ushort AttributeTable = 1, AttributeChain = 2, AttributeRule = 3, AttributeType = 4, AttributeVerdict = 5,
        AttributeId = 6, AttributeNetwork = 8,
        AttributeTransport = 9, AttributeOutput = 12, AttributeMark = 14, AttributePolicy = 16;
    private const ushort VerdictCode = 1;

    public string Table { get; private set; } = "";

    public string Chain { get; private set; } = "";

    /// <summary>The rule's handle; 0: a policy, or the end of a chain.</summary>
    public ulong Rule { get; private set; }

    public RuleTraceKind Kind { get; private set; }

    /// <summary>NF_DROP 0, NF_ACCEPT 1, else one of nft's own (jump, goto, continue, return: negative).</summary>
    public int Verdict { get; private set; }

    public uint Id { get; private set; }

    /// <summary>The link the packet will leave by; 0: not known yet.</summary>
    public int OutputLink { get; private set; }

    /// <summary>Of the packet; 0: none.</summary>
    public uint Mark { get; private set; }

    public ReadOnlyMemory<byte> NetworkHeader { get; private set; }

    public ReadOnlyMemory<byte> TransportHeader { get; private set; }

    /// <summary>False: another message, or none.</summary>
    public static bool TryDecode(ushort type, ReadOnlySpan<byte> payload, out RuleTrace trace)
    {
        trace = new RuleTrace();
        if (type != Message || payload.Length < HeaderLength)
            return false;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
            trace.Take(attributes);
        return true;
    }

    private void Take(AttributeReader attribute)
    {
        var value = attribute.Value;
        switch (attribute.Type)
        {
            case AttributeTable: Table = attribute.Text; break;
            case AttributeChain: Chain = attribute.Text; break;
            case AttributeRule when value.Length == 8: Rule = BinaryPrimitives.ReadUInt64BigEndian(value); break;
            case AttributeType when value.Length == 4: Kind = (RuleTraceKind)BinaryPrimitives.ReadInt32BigEndian(value); break;
            case AttributeVerdict: Verdict = Code(value); break;
            case AttributeId when value.Length == 4: Id = BinaryPrimitives.ReadUInt32BigEndian(value); break;
            case AttributeNetwork: NetworkHeader = value.ToArray(); break;
            case AttributeTransport: TransportHeader = value.ToArray(); break;
            case AttributeOutput when value.Length == 4: OutputLink = BinaryPrimitives.ReadInt32BigEndian(value); break;
            case AttributeMark when value.Length == 4: Mark = BinaryPrimitives.ReadUInt32BigEndian(value); break;
            case AttributePolicy when value.Length == 4: Verdict = BinaryPrimitives.ReadInt32BigEndian(value); break;
        }
    }

    private static int Code(ReadOnlySpan<byte> nested)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
        {
            if (attributes.Type == VerdictCode && attributes.Value.Length == 4)
                return BinaryPrimitives.ReadInt32BigEndian(attributes.Value);
        }
        return 0;
    }
}

/// <summary>NFT_TRACETYPE_*.</summary>
public enum RuleTraceKind
{
    None,
    Policy,

    /// <summary>The end of a chain, or a rule that returned.</summary>
    Return,
    Rule,
}
