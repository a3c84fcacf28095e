namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Changes of one <c>inet</c> table as one transaction of the kernel's (linux/netfilter/nf_tables.h): all of them or none. The messages
/// stand one behind the other between a begin and an end.
/// </summary>
public sealed class NftBatch(string table)
{
    private const ushort Subsystem = 10;
    private const ushort BatchBegin = 16, BatchEnd = 17;
    private const ushort NewChain = (Subsystem << 8) | 3, DeleteChain = (Subsystem << 8) | 5;
    private const ushort NewElement = (Subsystem << 8) | 12, DeleteElement = (Subsystem << 8) | 14;
    private const byte FamilyInet = 1;
    private const ushort ChainTable = 1, ChainName = 3;
    private const ushort ListTable = 1, ListSet = 2, ListElements = 3, ListId = 4, ListElement = 1;
    private const ushort ElementKey = 1, ElementData = 2, ElementFlags = 3, ElementKeyEnd = 10;
    private const ushort DataValue = 1;
    private const ushort Nested = 0x8000;
    private const uint IntervalEnd = 1;

    /// <summary>An attribute has at most 64 KiB, and an element at most some 200 bytes.</summary>
    private const int ElementsAMessage = 256;

    private readonly List<NetlinkMessage> messages = [];

    public NftBatch AddChain(string name) => Chain(NewChain, NetlinkFlags.Create, name);

    public NftBatch RemoveChain(string name) => Chain(DeleteChain, 0, name);

    public NftBatch AddElements(string set, IReadOnlyList<SetElement> elements) => Elements(NewElement, NetlinkFlags.Create, set, elements);

    /// <summary>Of a set that the same transaction makes.</summary>
    public static IEnumerable<NetlinkMessage> NewElements(string table, SetReference set, IReadOnlyList<SetElement> elements) =>
        new NftBatch(table).Elements(NewElement, NetlinkFlags.Create, set.Name, elements, set.Id).messages;

    public NftBatch RemoveElements(string set, IReadOnlyList<SetElement> elements) => Elements(DeleteElement, 0, set, elements);

    /// <summary>
    /// Any number of elements, each asked for once. The kernel answers only where it refuses some: acknowledgements of so many messages
    /// would not fit into the socket.
    /// </summary>
    public NftBatch AddMany(string set, IEnumerable<SetElement> elements) => Many(NewElement, NetlinkFlags.Create, set, elements);

    /// <summary>The same for elements that go.</summary>
    public NftBatch RemoveMany(string set, IEnumerable<SetElement> elements) => Many(DeleteElement, 0, set, elements);

    /// <summary>Takes all elements out of a set.</summary>
    public NftBatch Flush(string set)
    {
        messages.Add(Message(DeleteElement, 0).Add(ListTable, table).Add(ListSet, set));
        return this;
    }

    /// <summary>What makes the table, see <see cref="TableMessages"/>.</summary>
    public NftBatch Add(IEnumerable<NetlinkMessage> made)
    {
        messages.AddRange(made);
        return this;
    }

    /// <summary>How many acknowledgements follow where the kernel takes all of it.</summary>
    public int Count => messages.Count(message => message.IsAcknowledged);

    /// <summary>The bytes of one datagram; messages are numbered from <paramref name="sequence"/>, which is then the last number.</summary>
    public byte[] Finish(ref uint sequence)
    {
        var (begin, end) = (Mark(BatchBegin), Mark(BatchEnd));
        var bytes = new byte[begin.Length + messages.Sum(message => message.Length) + end.Length];
        var at = 0;
        foreach (var message in (IEnumerable<NetlinkMessage>)[begin, .. messages, end])
        {
            message.Finish(++sequence).CopyTo(bytes.AsSpan(at));
            at += message.Length;
        }
        return bytes;
    }

    private static NetlinkMessage Mark(ushort type) => new(type, NetlinkFlags.Request, [0, 0, 0, (byte)Subsystem]);

    private static NetlinkMessage Message(ushort type, NetlinkFlags flags) => Silent(type, NetlinkFlags.Acknowledge | flags);

    /// <summary>Answered only where it is refused, unless <paramref name="flags"/> ask for more.</summary>
    private static NetlinkMessage Silent(ushort type, NetlinkFlags flags) => new(type, NetlinkFlags.Request | flags, [FamilyInet, 0, 0, 0]);

    private NftBatch Many(ushort type, NetlinkFlags flags, string set, IEnumerable<SetElement> elements)
    {
        foreach (var part in elements.Chunk(ElementsAMessage))
            messages.Add(Listed(Silent(type, flags).Add(ListTable, table).Add(ListSet, set), part));
        return this;
    }

    private static NetlinkMessage Listed(NetlinkMessage message, SetElement[] part)
    {
        var list = message.Open(ListElements | Nested);
        foreach (var element in part)
            Write(message, element);
        return message.Close(list);
    }

    private NftBatch Chain(ushort type, NetlinkFlags flags, string name)
    {
        messages.Add(Message(type, flags).Add(ChainTable, table).Add(ChainName, name));
        return this;
    }

    /// <param name="type">Of the messages.</param>
    /// <param name="flags">Theirs.</param>
    /// <param name="set">Its name.</param>
    /// <param name="elements">All of them.</param>
    /// <param name="id">The number that a set of this transaction goes by; 0: it is there already.</param>
    private NftBatch Elements(ushort type, NetlinkFlags flags, string set, IReadOnlyList<SetElement> elements, uint id = 0)
    {
        foreach (var part in elements.Chunk(ElementsAMessage))
        {
            var message = Message(type, flags).Add(ListTable, table).Add(ListSet, set);
            if (id != 0)
                message.AddBigEndian(ListId, id);
            messages.Add(Listed(message, part));
        }
        return this;
    }

    private static void Write(NetlinkMessage message, SetElement element)
    {
        var nest = message.Open(ListElement | Nested);
        if (element.IsEnd)
            message.AddBigEndian(ElementFlags, IntervalEnd);
        Value(message, ElementKey, element.Key);
        if (element.KeyEnd is { } end)
            Value(message, ElementKeyEnd, end);
        if (element.Data is { } data)
            Value(message, ElementData, data);
        if (element.Verdict is { } verdict)
            verdict.Write(message, ElementData);
        message.Close(nest);
    }

    private static void Value(NetlinkMessage message, ushort type, byte[] bytes)
    {
        var nest = message.Open((ushort)(type | Nested));
        message.Add(DataValue, bytes).Close(nest);
    }
}
