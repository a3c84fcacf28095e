using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Netlink;

/// <summary>
/// Connection tracking by nfnetlink (linux/netfilter/nfnetlink_conntrack.h). Attributes: tuple of the original and of the reply
/// direction, each with addresses and ports; status bits; state of TCP.
/// </summary>
public sealed record ConnectionTracking
{
    private const ushort Subsystem = 1 << 8;
    private const ushort New = Subsystem, Get = Subsystem | 1, Delete = Subsystem | 2;
    private const int HeaderLength = 4;
    private const ushort MarkOf = 8, MarkMask = 21;
    private const ushort Original = 1, Reply = 2, StatusBits = 3, ProtocolInfo = 4, Timeout = 7;
    private const ushort TupleAddresses = 1, TupleProtocol = 2;
    private const ushort Source4 = 1, Destination4 = 2, Source6 = 3, Destination6 = 4;
    private const ushort ProtocolNumber = 1, SourcePort = 2, DestinationPort = 3;
    private const ushort TcpInfo = 1, TcpStateAttribute = 1;

    public ConnectionTuple Forward { get; private set; } = new();

    public ConnectionTuple Backward { get; private set; } = new();

    /// <summary>IPS_*.</summary>
    public uint Status { get; private set; }

    /// <summary>TCP_CONNTRACK_*: 3 is established; 0 for other protocols.</summary>
    public byte TcpState { get; private set; }

    /// <summary>Until it is forgotten, where no packet comes.</summary>
    public int ExpiresSeconds { get; private set; }

    /// <summary>All of both families.</summary>
    public static NetlinkMessage List() => new(Get, NetlinkFlags.Request | NetlinkFlags.Dump, [0, 0, 0, 0]);

    /// <summary>Forgets every connection of the namespace.</summary>
    public static NetlinkMessage Flush() => new(Delete, NetlinkFlags.Request | NetlinkFlags.Acknowledge, [0, 0, 0, 0]);

    /// <summary>Forgets those with this mark.</summary>
    public static NetlinkMessage Flush(uint mark) =>
        Flush().AddBigEndian(MarkOf, mark).AddBigEndian(MarkMask, uint.MaxValue);

    public static bool TryDecode(ushort type, ReadOnlySpan<byte> payload, out ConnectionTracking connection)
    {
        connection = new ConnectionTracking();
        if (type != New || payload.Length < HeaderLength)
            return false;
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case Original: connection.Forward = Tuple(attributes.Value); break;
                case Reply: connection.Backward = Tuple(attributes.Value); break;
                case StatusBits when attributes.Value.Length == 4:
                    connection.Status = BinaryPrimitives.ReadUInt32BigEndian(attributes.Value);
                    break;
                case Timeout when attributes.Value.Length == 4:
                    connection.ExpiresSeconds = BinaryPrimitives.ReadInt32BigEndian(attributes.Value);
                    break;
                case ProtocolInfo: connection.TcpState = State(attributes.Value); break;
            }
        }
        return connection.Forward.Source is not null && connection.Backward.Source is not null;
    }

    private static ConnectionTuple Tuple(ReadOnlySpan<byte> nested)
    {
        var tuple = new ConnectionTuple();
        var parts = new AttributeReader(nested);
        while (parts.Next())
        {
            var inside = new AttributeReader(parts.Value);
            while (inside.Next())
                tuple = parts.Type switch
                {
                    TupleAddresses => WithAddress(tuple, inside),
                    TupleProtocol => WithProtocol(tuple, inside),
                    _ => tuple,
                };
        }
        return tuple;
    }

    private static ConnectionTuple WithAddress(ConnectionTuple tuple, AttributeReader attribute) => attribute.Type switch
    {
        Source4 or Source6 => tuple with { Source = attribute.Address },
        Destination4 or Destination6 => tuple with { Destination = attribute.Address },
        _ => tuple,
    };

    private static ConnectionTuple WithProtocol(ConnectionTuple tuple, AttributeReader attribute) => attribute.Type switch
    {
        ProtocolNumber => tuple with { Protocol = attribute.Byte },
        SourcePort when attribute.Value.Length == 2 => tuple with { SourcePort = BinaryPrimitives.ReadUInt16BigEndian(attribute.Value) },
        DestinationPort when attribute.Value.Length == 2 =>
            tuple with { DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(attribute.Value) },
        _ => tuple,
    };

    private static byte State(ReadOnlySpan<byte> nested)
    {
        var protocols = new AttributeReader(nested);
        while (protocols.Next())
        {
            var inside = new AttributeReader(protocols.Value);
            while (protocols.Type == TcpInfo && inside.Next())
            {
                if (inside.Type == TcpStateAttribute)
                    return inside.Byte;
            }
        }
        return 0;
    }
}

/// <summary>One direction of a connection; ports are 0 where the protocol has none.</summary>
public sealed record ConnectionTuple
{
    public byte Protocol { get; init; }

    public IPAddress? Source { get; init; }

    public ushort SourcePort { get; init; }

    public IPAddress? Destination { get; init; }

    public ushort DestinationPort { get; init; }
}
