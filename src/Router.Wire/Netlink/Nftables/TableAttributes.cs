namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Attributes of tables and of what is in them (linux/netfilter/nf_tables.h): <c>NFTA_SET_FLAGS</c> is <see cref="SetFlags"/>.
/// </summary>
internal static class TableAttributes
{
    public const ushort TableFlags = 2;
    public const ushort ChainName = 3, ChainHook = 4, ChainPolicy = 5, ChainType = 7;
    public const ushort HookNumber = 1, HookPriority = 2, HookDevices = 3;
    public const ushort SetFlags = 3, SetKeyType = 4, SetKeyLength = 5, SetDataType = 6, SetDataLength = 7, SetDescription = 9, SetId = 10;
    public const ushort SetTimeout = 11, SetUserData = 13;
    public const ushort DescriptionSize = 1, DescriptionFields = 2, FieldLength = 1;
    public const ushort ObjectType = 3, ObjectData = 4;
    public const ushort CounterBytes = 1, CounterPackets = 2;
    public const ushort HelperName = 1, HelperProtocol = 3;
    public const ushort LimitRate = 1, LimitUnit = 2, LimitBurst = 3, LimitType = 4, LimitFlags = 5;
    public const ushort FlowtableHook = 3, FlowtableFlags = 7;
    public const ushort RuleExpressions = 4, RuleUserData = 7;
}
