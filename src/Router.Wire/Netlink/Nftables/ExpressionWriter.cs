using System.Buffers.Binary;
using System.Text;
using static Router.Wire.Netlink.Nftables.ExpressionAttributes;

namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// Writes the expressions of a rule (linux/netfilter/nf_tables.h): small steps of the kernel over registers, each with a name and
/// attributes of its own.
/// </summary>
public sealed class ExpressionWriter(NetlinkMessage message)
{
    /// <summary>What a verdict is written to, and where all that is loaded begins.</summary>
    public const uint VerdictRegister = 0, FirstRegister = 1;

    private const ushort Nested = 0x8000, Element = 1, Name = 1, Data = 2, Value = 1;
    private const uint Inverted = 1, ResultIsType = 3, LinkHeader = 0, NetworkHeader = 1, TransportHeader = 2;

    private int element, data;

    public void Load(FieldLoad field, uint register)
    {
        switch (field.From)
        {
            case LoadFrom.Meta: Keyed("meta", field.Key, register); break;
            case LoadFrom.Connection: Keyed("ct", field.Key, register); break;
            case LoadFrom.FirstOfConnection:
                const byte original = 0;
                Begin("ct").AddBigEndian(MetaKey, field.Key).AddBigEndian(MetaTarget, register).Add(ConnectionDirection, original);
                Close();
                break;
            case LoadFrom.Route: Keyed("rt", field.Key, register); break;
            case LoadFrom.AddressType:
                Begin("fib").AddBigEndian(FibFlags, field.Key).AddBigEndian(FibResult, ResultIsType).AddBigEndian(FibTarget, register);
                Close();
                break;
            default:
                Begin("payload").AddBigEndian(PayloadTarget, register)
                    .AddBigEndian(PayloadBase, HeaderOf(field.From))
                    .AddBigEndian(PayloadOffset, field.Key).AddBigEndian(PayloadLength, (uint)field.Length);
                Close();
                break;
        }
    }

    public void Compare(Comparison comparison, ReadOnlySpan<byte> value)
    {
        Begin("cmp").AddBigEndian(CompareSource, FirstRegister).AddBigEndian(CompareOperation, (uint)comparison);
        Bytes(CompareData, value);
        Close();
    }

    /// <summary>Only these bits count.</summary>
    public void Mask(ReadOnlySpan<byte> mask)
    {
        Span<byte> none = stackalloc byte[mask.Length];
        none.Clear();
        Bitwise(mask, none);
    }

    /// <summary>These bits turn into what they are not.</summary>
    public void Flip(ReadOnlySpan<byte> bits)
    {
        Span<byte> all = stackalloc byte[bits.Length];
        all.Fill(byte.MaxValue);
        Bitwise(all, bits);
    }

    /// <summary>From the order of this machine to that of the network.</summary>
    /// <param name="register">Where it is.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="size">Of one number.</param>
    public void ToNetworkOrder(uint register, int length, int size = 2)
    {
        const uint toNetwork = 1;
        Begin("byteorder").AddBigEndian(OrderSource, register).AddBigEndian(OrderTarget, register).AddBigEndian(OrderOperation, toNetwork)
            .AddBigEndian(OrderLength, (uint)length).AddBigEndian(OrderSize, (uint)size);
        Close();
    }

    /// <summary>Goes on when the set has what is in the registers from the first on.</summary>
    public void Lookup(SetReference set, bool not)
    {
        var begun = Begin("lookup").AddBigEndian(LookupSource, FirstRegister).Add(LookupSet, set.Name).AddBigEndian(LookupSetId, set.Id);
        if (not)
            begun.AddBigEndian(LookupFlags, Inverted);
        Close();
    }

    /// <summary>Puts what the map has for it in the registers from the first on.</summary>
    public void LookupInto(SetReference map)
    {
        Begin("lookup").AddBigEndian(LookupSource, FirstRegister).AddBigEndian(LookupTarget, FirstRegister)
            .Add(LookupSet, map.Name).AddBigEndian(LookupSetId, map.Id);
        Close();
    }

    public void Put(uint register, ReadOnlySpan<byte> value)
    {
        Begin("immediate").AddBigEndian(ImmediateTarget, register);
        Bytes(ImmediateData, value);
        Close();
    }

    public void End(Verdict verdict)
    {
        verdict.Write(Begin("immediate").AddBigEndian(ImmediateTarget, VerdictRegister), ImmediateData);
        Close();
    }

    public void Count()
    {
        Begin("counter").AddBigEndian(CounterBytes, 0ul).AddBigEndian(CounterPackets, 0ul);
        Close();
    }

    /// <summary>Uses an object of the table.</summary>
    public void Object(ObjectType type, string name)
    {
        Begin("objref").AddBigEndian(ExpressionAttributes.ObjectType, (uint)type).Add(ObjectName, Encoding.UTF8.GetBytes(name));
        Close();
    }

    /// <summary>Adds what is in the registers to a set, with a limit of its own, and goes on within that.</summary>
    public void LimitEach(SetReference set, NftRate rate)
    {
        const uint update = 1;
        Begin("dynset").AddBigEndian(DynamicKey, FirstRegister).AddBigEndian(DynamicOperation, update)
            .Add(DynamicSet, set.Name).AddBigEndian(DynamicSetId, set.Id);
        message.Nest(
            DynamicExpression | Nested, inside => inside.Add(Name, "limit").Nest(Data | Nested, limit => rate.Write(limit)));
        Close();
    }

    /// <summary>Adds what is in the registers to a set, with connections of its own, and goes on while they are at most so many.</summary>
    public void ConnectionsEach(SetReference set, int most)
    {
        const uint add = 0, upTo = 0;
        Begin("dynset").AddBigEndian(DynamicKey, FirstRegister).AddBigEndian(DynamicOperation, add)
            .Add(DynamicSet, set.Name).AddBigEndian(DynamicSetId, set.Id);
        message.Nest(DynamicExpression | Nested, inside => inside.Add(Name, "connlimit").Nest(
            Data | Nested, limit => limit.AddBigEndian(ConnectionsMost, (uint)most).AddBigEndian(ConnectionsFlags, upTo)));
        Close();
    }

    public void Log(string prefix)
    {
        Begin("log").Add(LogPrefix, prefix);
        Close();
    }

    public void Log(ushort group, int length)
    {
        Begin("log").AddBigEndian(LogGroup, group).AddBigEndian(LogLength, (uint)length);
        Close();
    }

    public void SetMeta(uint key) => Store("meta", key, MetaSource);

    public void SetConnection(uint key) => Store("ct", key, ConnectionSource);

    /// <param name="destination">Or the source.</param>
    /// <param name="ipv6">Or IPv4.</param>
    /// <param name="upTo">A register with the last address; null: the first one has the only one.</param>
    /// <param name="port">A register with the port; null: it stays.</param>
    /// <param name="prefix">What is behind the prefix that both addresses have stays.</param>
    public void Translate(bool destination, bool ipv6, uint? upTo, uint? port, bool prefix = false)
    {
        const uint source = 0, target = 1, ipv4Family = 2, ipv6Family = 10, mapsNetworks = 64;
        var begun = Begin("nat").AddBigEndian(NatType, destination ? target : source)
            .AddBigEndian(NatFamily, ipv6 ? ipv6Family : ipv4Family).AddBigEndian(NatFirstAddress, FirstRegister);
        if (upTo is { } last)
            begun.AddBigEndian(NatLastAddress, last);
        if (port is { } behind)
            begun.AddBigEndian(NatPort, behind);
        if (prefix)
            begun.AddBigEndian(NatFlags, mapsNetworks);
        Close();
    }

    /// <param name="firstPort">A register with the first port; null: ports stay where they can.</param>
    /// <param name="lastPort">A register with the last one; null: there is one alone.</param>
    /// <param name="random">Ports are chosen by chance.</param>
    /// <param name="persistent">A host always gets the same address.</param>
    public void Masquerade(uint? firstPort, uint? lastPort, bool random, bool persistent)
    {
        const uint ports = 2, alike = 8, byChance = 16;
        var begun = Begin("masq");
        if (firstPort is { } first)
            begun.AddBigEndian(MasqueradeFirstPort, first);
        if (lastPort is { } last)
            begun.AddBigEndian(MasqueradeLastPort, last);
        if (firstPort is not null || random || persistent)
            begun.AddBigEndian(
                MasqueradeFlags, (firstPort is null ? 0 : ports) | (persistent ? alike : 0) | (random ? byChance : 0));
        Close();
    }

    /// <param name="type">0: ICMP, 1: a reset, 2: ICMP of the packet's family.</param>
    /// <param name="code">Of ICMP.</param>
    public void Reject(uint type, byte code)
    {
        Begin("reject").AddBigEndian(RejectType, type).Add(RejectCode, code);
        Close();
    }

    public void Offload(string flowtable)
    {
        Begin("flow_offload").Add(OffloadTable, flowtable);
        Close();
    }

    /// <summary>An address of IPv6, which has no checksum of its own: those of TCP and UDP follow.</summary>
    /// <param name="offset">In the network header.</param>
    public void WriteIPv6Address(uint offset)
    {
        const uint length = 16, ofOtherHeaders = 1;
        Begin("payload").AddBigEndian(PayloadSource, FirstRegister).AddBigEndian(PayloadBase, NetworkHeader)
            .AddBigEndian(PayloadOffset, offset).AddBigEndian(PayloadLength, length).AddBigEndian(PayloadChecksumType, 0u)
            .AddBigEndian(PayloadChecksumOffset, 0u).AddBigEndian(PayloadChecksumFlags, ofOtherHeaders);
        Close();
    }

    /// <summary>Two bytes of an option of TCP.</summary>
    public void WriteTcpOption(byte option, uint offset)
    {
        const uint tcpOption = 1, two = 2;
        Begin("exthdr").AddBigEndian(HeaderSource, FirstRegister).Add(HeaderOption, option).AddBigEndian(HeaderOffset, offset)
            .AddBigEndian(HeaderLength, two).AddBigEndian(HeaderOperation, tcpOption);
        Close();
    }

    private static uint HeaderOf(LoadFrom from) => from switch
    {
        LoadFrom.Link => LinkHeader,
        LoadFrom.Network => NetworkHeader,
        _ => TransportHeader,
    };

    private void Bitwise(ReadOnlySpan<byte> mask, ReadOnlySpan<byte> flipped)
    {
        Begin("bitwise").AddBigEndian(BitwiseSource, FirstRegister).AddBigEndian(BitwiseTarget, FirstRegister)
            .AddBigEndian(BitwiseLength, (uint)mask.Length);
        Bytes(BitwiseMask, mask);
        Bytes(BitwiseXor, flipped);
        Close();
    }

    /// <summary>Opens an expression; its attributes come next.</summary>
    private NetlinkMessage Begin(string name)
    {
        element = message.Open(Element | Nested);
        message.Add(Name, name);
        data = message.Open(Data | Nested);
        return message;
    }

    private void Close() => message.Close(data).Close(element);

    /// <summary>Of meta, ct and rt, which have the same numbers here.</summary>
    private void Keyed(string name, uint key, uint register)
    {
        Begin(name).AddBigEndian(MetaKey, key).AddBigEndian(MetaTarget, register);
        Close();
    }

    private void Store(string name, uint key, ushort source)
    {
        Begin(name).AddBigEndian(MetaKey, key).AddBigEndian(source, FirstRegister);
        Close();
    }

    private void Bytes(ushort type, ReadOnlySpan<byte> value)
    {
        var nest = message.Open((ushort)(type | Nested));
        message.Add(Value, value).Close(nest);
    }
}
