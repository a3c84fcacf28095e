using System.Buffers.Binary;

namespace Router.Wire.Netlink.Nftables;

/// <summary>Counters with a name that stand in an nftables table by nfnetlink (linux/netfilter/nf_tables.h).</summary>
public static class CounterDump
{
    private const ushort Subsystem = 10 << 8;
    private const ushort NewObject = Subsystem | 18, GetObject = Subsystem | 19;
    private const byte FamilyInet = 1;
    private const ushort Owner = 1, Name = 2;
    private const int HeaderLength = 4;

    public static NetlinkMessage Request(string table) =>
        new NetlinkMessage(GetObject, NetlinkFlags.Request | NetlinkFlags.Dump, [FamilyInet, 0, 0, 0])
            .Add(Owner, table).AddBigEndian(TableAttributes.ObjectType, (uint)ObjectType.Counter);

    /// <summary>False: no counter, or that of another table.</summary>
    public static bool TryDecode(ushort type, ReadOnlySpan<byte> payload, string table, out NamedCounter counter)
    {
        counter = default;
        if (type != NewObject || payload.Length < HeaderLength)
            return false;
        string? owner = null, name = null;
        var isCounter = false;
        ReadOnlySpan<byte> data = default;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case Owner:
                    owner = attributes.Text;
                    break;
                case Name:
                    name = attributes.Text;
                    break;
                case TableAttributes.ObjectType:
                    isCounter = BigEndian(attributes.Value) == (ulong)ObjectType.Counter;
                    break;
                case TableAttributes.ObjectData:
                    data = attributes.Value;
                    break;
            }
        }
        if (!isCounter || owner != table || name is null)
            return false;
        counter = Count(name, data);
        return true;
    }

    private static NamedCounter Count(string name, ReadOnlySpan<byte> data)
    {
        ulong packets = 0, bytes = 0;
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            if (attributes.Type == TableAttributes.CounterPackets)
                packets = BigEndian(attributes.Value);
            else if (attributes.Type == TableAttributes.CounterBytes)
                bytes = BigEndian(attributes.Value);
        }
        return new(name, packets, bytes);
    }

    private static ulong BigEndian(ReadOnlySpan<byte> value) => value.Length switch
    {
        sizeof(ulong) => BinaryPrimitives.ReadUInt64BigEndian(value),
        sizeof(uint) => BinaryPrimitives.ReadUInt32BigEndian(value),
        _ => 0,
    };
}

/// <summary>What a counter has counted.</summary>
public readonly record struct NamedCounter(string Name, ulong Packets, ulong Bytes);
