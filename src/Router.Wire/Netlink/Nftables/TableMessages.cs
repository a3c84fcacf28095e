using System.Text;
using static Router.Wire.Netlink.Nftables.TableAttributes;

namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Messages that make a table of the family <c>inet</c> and what is in it (linux/netfilter/nf_tables.h), for an <see cref="NftBatch"/>.
/// What rules name comes before them; a set goes by its number until the transaction is over.
/// </summary>
public sealed class TableMessages(string table)
{
    private const ushort Subsystem = 10 << 8, Nested = 0x8000;
    private const ushort NewTable = Subsystem, DeleteTable = Subsystem | 2, NewChain = Subsystem | 3, NewRule = Subsystem | 6;
    private const ushort NewSet = Subsystem | 9, NewObject = Subsystem | 18, NewFlowTable = Subsystem | 22;
    private const byte FamilyInet = 1;
    private const ushort Owner = 1, Name = 2, Element = 1;

    private readonly List<NetlinkMessage> messages = [];
    private uint sets;

    public IReadOnlyList<NetlinkMessage> All => messages;

    public void AddTable() => Message(NewTable, NetlinkFlags.Create).AddBigEndian(TableFlags, 0u);

    public void RemoveTable() => Message(DeleteTable, 0);

    /// <param name="name">Of the chain.</param>
    /// <param name="hook">Null: rules jump to it.</param>
    public void AddChain(string name, ChainHook? hook)
    {
        var chain = Message(NewChain, NetlinkFlags.Create).Add(TableAttributes.ChainName, name);
        if (hook is { } at)
        {
            chain.Add(ChainType, at.Type).AddBigEndian(ChainPolicy, at.Drops ? 0u : 1u).Nest(
                TableAttributes.ChainHook | Nested,
                nest => nest.AddBigEndian(HookNumber, at.Number).AddBigEndian(HookPriority, (uint)at.Priority));
        }
    }

    public SetReference AddSet(SetDefinition set)
    {
        var reference = new SetReference(set.Name, ++sets);
        var message = Message(NewSet, NetlinkFlags.Create).Add(Name, set.Name).AddBigEndian(SetFlags, set.Flags)
            .AddBigEndian(SetKeyType, SetType.Number(set.Type.Key)).AddBigEndian(SetKeyLength, (uint)SetType.Length(set.Type.Key));
        if (set.Type.Data.Count > 0)
        {
            message.AddBigEndian(SetDataType, SetType.Number(set.Type.Data))
                .AddBigEndian(SetDataLength, (uint)SetType.Length(set.Type.Data));
        }
        message.AddBigEndian(SetId, reference.Id);
        if (set.Size > 0 || set.IsConcatenatedInterval)
            message.Nest(SetDescription | Nested, description => Describe(description, set));
        if (set.Timeout > 0)
            message.AddBigEndian(SetTimeout, set.Timeout);
        message.Add(SetUserData, UserData(set));
        return reference;
    }

    public void AddCounter(string name, ulong packets, ulong bytes) =>
        AddObject(ObjectType.Counter, name, data => data.AddBigEndian(CounterBytes, bytes).AddBigEndian(CounterPackets, packets));

    public void AddLimit(string name, NftRate rate) => AddObject(ObjectType.Limit, name, rate.Write);

    public void AddHelper(string name, string module, byte protocol) =>
        AddObject(
            ObjectType.Helper, name, data => data.Add(HelperName, Encoding.UTF8.GetBytes(module)).Add(HelperProtocol, protocol));

    public void AddFlowtable(string name, IEnumerable<string> devices, bool hardware)
    {
        const uint ingress = 0, priority = 0, offload = 1;
        Message(NewFlowTable, NetlinkFlags.Create).Add(Name, name)
            .Nest(FlowtableHook | Nested, hook => hook.AddBigEndian(HookNumber, ingress).AddBigEndian(HookPriority, priority)
                .Nest(HookDevices | Nested, list =>
                {
                    foreach (var device in devices)
                        list.Add(Element, device);
                }))
            .AddBigEndian(FlowtableFlags, hardware ? offload : 0u);
    }

    /// <param name="chain">At whose end it stands.</param>
    /// <param name="comment">For people; null: none.</param>
    /// <param name="write">Writes what it is made of. Sets that stand in the rule itself are added meanwhile, in front of it.</param>
    public void AddRule(string chain, string? comment, Action<ExpressionWriter> write)
    {
        var rule = New(NewRule, NetlinkFlags.Create | NetlinkFlags.Append).Add(Name, chain);
        rule.Nest(RuleExpressions | Nested, list => write(new ExpressionWriter(list)));
        if (comment is not null)
            rule.Add(RuleUserData, Comment(comment));
        messages.Add(rule);
    }

    /// <summary>A message of another kind, where it belongs in the order.</summary>
    public void Add(IEnumerable<NetlinkMessage> others) => messages.AddRange(others);

    private void AddObject(ObjectType type, string name, Action<NetlinkMessage> data) =>
        Message(NewObject, NetlinkFlags.Create).Add(Name, name).AddBigEndian(TableAttributes.ObjectType, (uint)type)
            .Nest(ObjectData | Nested, data);

    private NetlinkMessage Message(ushort type, NetlinkFlags flags)
    {
        var message = New(type, flags);
        messages.Add(message);
        return message;
    }

    private NetlinkMessage New(ushort type, NetlinkFlags flags) =>
        new NetlinkMessage(type, NetlinkFlags.Request | flags, [FamilyInet, 0, 0, 0]).Add(Owner, table);

    private static void Describe(NetlinkMessage description, SetDefinition set)
    {
        if (set.Size > 0)
            description.AddBigEndian(DescriptionSize, set.Size);
        if (!set.IsConcatenatedInterval)
            return;
        description.Nest(DescriptionFields | Nested, fields =>
        {
            foreach (var field in set.Type.Key)
                fields.Nest(Element | Nested, length => length.AddBigEndian(FieldLength, (uint)field.Length));
        });
    }

    /// <summary>
    /// What nft keeps with a set to show it again, each a type, a length and a value: the order of keys and of data (1: this machine's,
    /// 2: the network's, 0: several), that it joins ranges, that they are several fields, and that data are no ranges.
    /// </summary>
    private static byte[] UserData(SetDefinition set)
    {
        var type = set.Type;
        List<byte> data = [0, 4, Order(type.Key), 0, 0, 0];
        if (type.Data.Count > 0)
            data.AddRange([1, 4, Order(type.Data), 0, 0, 0]);
        if (set.Joins)
            data.AddRange([2, 4, 1, 0, 0, 0]);
        if (type.Key.Count > 1)
            data.AddRange([3, 8, 0, 4, 13, 0, 0, 0, 1, 0]);
        if (type.Data.Count > 1)
            data.AddRange([4, 8, 0, 4, 13, 0, 0, 0, 1, 0]);
        if (type.Data.Count > 0)
            data.AddRange([6, 4, 0, 0, 0, 0]);
        return [.. data];
    }

    private static byte Order(IReadOnlyList<FieldType> fields) => fields is [var only] ? only.IsOfHost ? (byte)1 : (byte)2 : (byte)0;

    private static byte[] Comment(string comment)
    {
        var text = Encoding.UTF8.GetBytes(comment);
        return [0, (byte)(text.Length + 1), .. text, 0];
    }
}

/// <summary>Where packets come from.</summary>
/// <param name="Type"><c>filter</c>, <c>nat</c> or <c>route</c>.</param>
/// <param name="Number"><c>NF_INET_*</c>.</param>
/// <param name="Priority">Lower ones come first.</param>
/// <param name="Drops">What reaches the end of the chain is dropped.</param>
public readonly record struct ChainHook(string Type, uint Number, int Priority, bool Drops);

/// <summary>A set or map to be made.</summary>
public sealed record SetDefinition(string Name, SetType Type)
{
    private const uint Anonymous = 1, Constant = 2, Interval = 4, Map = 8, Timed = 16, Evaluated = 32, Concatenated = 128;

    /// <summary>It stands in a rule.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The kernel adds elements.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>nft joins ranges that somebody adds by hand (auto-merge).</summary>
    public bool Joins { get; init; }

    /// <summary>Milliseconds; 0: elements stay.</summary>
    public ulong Timeout { get; init; }

    /// <summary>Elements at most; 0: as many as there is room for.</summary>
    public uint Size { get; init; }

    internal bool IsConcatenatedInterval => Type.IsInterval && Type.Key.Count > 1;

    internal uint Flags => (IsAnonymous ? Anonymous | Constant : 0) | (Type.IsInterval ? Interval : 0) | (Type.Data.Count > 0 ? Map : 0)
        | (Timeout > 0 ? Timed : 0) | (IsDynamic ? Evaluated : 0) | (IsConcatenatedInterval ? Concatenated : 0);
}
