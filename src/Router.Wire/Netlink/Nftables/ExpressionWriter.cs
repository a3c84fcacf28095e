using System.Buffers.Binary;
using System.Text;

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
    private const uint Inverted = 1;

    private int element, data;

    public void Load(FieldLoad field, uint register)
    {
        switch (field.From)
        {
            case LoadFrom.Meta: Keyed("meta", field.Key, register); break;
            case LoadFrom.Connection: Keyed("ct", field.Key, register); break;
            case LoadFrom.Route: Keyed("rt", field.Key, register); break;
            case LoadFrom.AddressType:
                Begin("fib").AddBigEndian(3, field.Key).AddBigEndian(2, 3u).AddBigEndian(1, register);
                Close();
                break;
            default:
                Begin("payload").AddBigEndian(1, register).AddBigEndian(2, field.From == LoadFrom.Network ? 1u : 2u)
                    .AddBigEndian(3, field.Key).AddBigEndian(4, (uint)field.Length);
                Close();
                break;
        }
    }

    public void Compare(Comparison comparison, ReadOnlySpan<byte> value)
    {
        Begin("cmp").AddBigEndian(1, FirstRegister).AddBigEndian(2, (uint)comparison);
        Bytes(3, value);
        Close();
    }

    /// <summary>Only these bits count.</summary>
    public void Mask(ReadOnlySpan<byte> mask)
    {
        Begin("bitwise").AddBigEndian(1, FirstRegister).AddBigEndian(2, FirstRegister).AddBigEndian(3, (uint)mask.Length);
        Bytes(4, mask);
        Span<byte> nothing = stackalloc byte[mask.Length];
        nothing.Clear();
        Bytes(5, nothing);
        Close();
    }

    /// <summary>From the order of this machine to that of the network.</summary>
    public void ToNetworkOrder(uint register, int length)
    {
        const uint toNetwork = 1, two = 2;
        Begin("byteorder").AddBigEndian(1, register).AddBigEndian(2, register).AddBigEndian(3, toNetwork)
            .AddBigEndian(4, (uint)length).AddBigEndian(5, two);
        Close();
    }

    /// <summary>Goes on when the set has what is in the registers from the first on.</summary>
    public void Lookup(SetReference set, bool not)
    {
        var begun = Begin("lookup").AddBigEndian(2, FirstRegister).Add(1, set.Name).AddBigEndian(4, set.Id);
        if (not)
            begun.AddBigEndian(5, Inverted);
        Close();
    }

    /// <summary>Puts what the map has for it in the registers from the first on.</summary>
    public void LookupInto(SetReference map)
    {
        Begin("lookup").AddBigEndian(2, FirstRegister).AddBigEndian(3, FirstRegister).Add(1, map.Name).AddBigEndian(4, map.Id);
        Close();
    }

    public void Put(uint register, ReadOnlySpan<byte> value)
    {
        Begin("immediate").AddBigEndian(1, register);
        Bytes(2, value);
        Close();
    }

    public void End(Verdict verdict)
    {
        verdict.Write(Begin("immediate").AddBigEndian(1, VerdictRegister), 2);
        Close();
    }

    public void Count()
    {
        Begin("counter").AddBigEndian(1, 0ul).AddBigEndian(2, 0ul);
        Close();
    }

    /// <summary>Uses an object of the table.</summary>
    public void Object(ObjectType type, string name)
    {
        Begin("objref").AddBigEndian(1, (uint)type).Add(2, Encoding.UTF8.GetBytes(name));
        Close();
    }

    /// <summary>Adds what is in the registers to a set, with a limit of its own, and goes on within that.</summary>
    public void LimitEach(SetReference set, NftRate rate)
    {
        const uint update = 1;
        Begin("dynset").AddBigEndian(4, FirstRegister).AddBigEndian(3, update).Add(1, set.Name).AddBigEndian(2, set.Id);
        message.Nest(7 | Nested, inside => inside.Add(Name, "limit").Nest(Data | Nested, limit => rate.Write(limit)));
        Close();
    }

    public void Log(string prefix)
    {
        Begin("log").Add(2, prefix);
        Close();
    }

    public void Log(ushort group, int length)
    {
        Begin("log").AddBigEndian(1, group).AddBigEndian(3, (uint)length);
        Close();
    }

    public void SetMeta(uint key) => Store("meta", key, sourceAttribute: 3);

    public void SetConnection(uint key) => Store("ct", key, sourceAttribute: 4);

    /// <param name="destination">Or the source.</param>
    /// <param name="ipv6">Or IPv4.</param>
    /// <param name="upTo">A register with the last address; null: the first one has the only one.</param>
    /// <param name="port">A register with the port; null: it stays.</param>
    public void Translate(bool destination, bool ipv6, uint? upTo, uint? port)
    {
        var begun = Begin("nat").AddBigEndian(1, destination ? 1u : 0u).AddBigEndian(2, ipv6 ? 10u : 2u).AddBigEndian(3, FirstRegister);
        if (upTo is { } last)
            begun.AddBigEndian(4, last);
        if (port is { } behind)
            begun.AddBigEndian(5, behind);
        Close();
    }

    public void Masquerade()
    {
        Begin("masq");
        Close();
    }

    /// <param name="type">0: ICMP, 1: a reset, 2: ICMP of the packet's family.</param>
    /// <param name="code">Of ICMP.</param>
    public void Reject(uint type, byte code)
    {
        Begin("reject").AddBigEndian(1, type).Add(2, code);
        Close();
    }

    public void Offload(string flowtable)
    {
        Begin("flow_offload").Add(1, flowtable);
        Close();
    }

    /// <summary>Two bytes of an option of TCP.</summary>
    public void WriteTcpOption(byte option, uint offset)
    {
        const uint tcpOption = 1, two = 2;
        Begin("exthdr").AddBigEndian(7, FirstRegister).Add(2, option).AddBigEndian(3, offset).AddBigEndian(4, two)
            .AddBigEndian(6, tcpOption);
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

    private void Keyed(string name, uint key, uint register)
    {
        Begin(name).AddBigEndian(2, key).AddBigEndian(1, register);
        Close();
    }

    private void Store(string name, uint key, ushort sourceAttribute)
    {
        Begin(name).AddBigEndian(2, key).AddBigEndian(sourceAttribute, FirstRegister);
        Close();
    }

    private void Bytes(ushort type, ReadOnlySpan<byte> value)
    {
        var nest = message.Open((ushort)(type | Nested));
        message.Add(Value, value).Close(nest);
    }
}
