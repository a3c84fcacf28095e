namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Attributes of expressions (linux/netfilter/nf_tables.h): <c>NFTA_META_KEY</c> is <see cref="MetaKey"/>. Registers that an expression
/// fills are targets, those that it reads are sources.
/// </summary>
internal static class ExpressionAttributes
{
    public const ushort MetaTarget = 1, MetaKey = 2, MetaSource = 3;
    public const ushort ConnectionDirection = 3, ConnectionSource = 4;
    public const ushort FibTarget = 1, FibResult = 2, FibFlags = 3;
    public const ushort PayloadTarget = 1, PayloadBase = 2, PayloadOffset = 3, PayloadLength = 4, PayloadSource = 5;
    public const ushort PayloadChecksumType = 6, PayloadChecksumOffset = 7, PayloadChecksumFlags = 8;
    public const ushort CompareSource = 1, CompareOperation = 2, CompareData = 3;
    public const ushort BitwiseSource = 1, BitwiseTarget = 2, BitwiseLength = 3, BitwiseMask = 4, BitwiseXor = 5;
    public const ushort OrderSource = 1, OrderTarget = 2, OrderOperation = 3, OrderLength = 4, OrderSize = 5;
    public const ushort LookupSet = 1, LookupSource = 2, LookupTarget = 3, LookupSetId = 4, LookupFlags = 5;
    public const ushort ImmediateTarget = 1, ImmediateData = 2;
    public const ushort CounterBytes = 1, CounterPackets = 2;
    public const ushort ObjectType = 1, ObjectName = 2;
    public const ushort DynamicSet = 1, DynamicSetId = 2, DynamicOperation = 3, DynamicKey = 4, DynamicExpression = 7;
    public const ushort ConnectionsMost = 1, ConnectionsFlags = 2;
    public const ushort LogGroup = 1, LogPrefix = 2, LogLength = 3;
    public const ushort NatType = 1, NatFamily = 2, NatFirstAddress = 3, NatLastAddress = 4, NatPort = 5, NatFlags = 7;
    public const ushort MasqueradeFlags = 1, MasqueradeFirstPort = 2, MasqueradeLastPort = 3;
    public const ushort RejectType = 1, RejectCode = 2;
    public const ushort OffloadTable = 1;
    public const ushort HeaderOption = 2, HeaderOffset = 3, HeaderLength = 4, HeaderOperation = 6, HeaderSource = 7;
}
