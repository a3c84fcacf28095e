using System.Buffers.Binary;

namespace Router.Wire.Netlink;

/// <summary>RTM_NEWLINK as the kernel reports it. Addresses as lower-case hexadecimal with colons.</summary>
public sealed record LinkMessage
{
    private const int HeaderLength = 16;

    public int Index { get; private init; }

    public uint Flags { get; private init; }

    public string Name { get; private set; } = "";

    public int Mtu { get; private set; }

    /// <summary>0: none.</summary>
    public int Master { get; private set; }

    /// <summary><c>bridge</c>, <c>veth</c> …; null for hardware.</summary>
    public string? Kind { get; private set; }

    /// <summary>IFLA_INFO_DATA: attributes of the kind; empty where there are none.</summary>
    public ReadOnlyMemory<byte> InfoData { get; private set; }

    /// <summary>IFLA_LINK: what it stands on, or the other end of a pair; 0: nothing.</summary>
    public int Lower { get; private set; }

    /// <summary><see cref="Lower"/> is in another network namespace.</summary>
    public bool LowerIsElsewhere { get; private set; }

    public string? Mac { get; private set; }

    public string? PermanentMac { get; private set; }

    public string? Alias { get; private set; }

    /// <summary>It hangs on a bus (Linux 5.14 and later say so).</summary>
    public bool HasParentDevice { get; private set; }

    public (ulong ReceivedPackets, ulong SentPackets, ulong ReceivedBytes, ulong SentBytes) Counters { get; private set; }

    /// <summary>A session of PPP.</summary>
    public bool IsSession => Kind == "ppp";

    public bool Is(uint flag) => (Flags & flag) != 0;

    public static bool TryDecode(ReadOnlySpan<byte> payload, out LinkMessage link)
    {
        link = new LinkMessage();
        if (payload.Length < HeaderLength)
            return false;
        link = new LinkMessage
        {
            Index = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            Flags = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]),
        };
        var attributes = new AttributeReader(payload[HeaderLength..]);
        while (attributes.Next())
            link.Take(attributes);
        return link.Name.Length > 0;
    }

    private void Take(AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case RouteNetlink.LinkName: Name = attribute.Text; break;
            case RouteNetlink.LinkMtu: Mtu = (int)attribute.UInt32; break;
            case RouteNetlink.LinkMaster: Master = (int)attribute.UInt32; break;
            case RouteNetlink.LinkAddress: Mac = Hardware(attribute.Value); break;
            case RouteNetlink.LinkPermanentAddress: PermanentMac = Hardware(attribute.Value); break;
            case RouteNetlink.LinkAlias: Alias = attribute.Text; break;
            case RouteNetlink.LinkParentDevice: HasParentDevice = true; break;
            case RouteNetlink.LinkInfo: TakeInfo(attribute.Value); break;
            case RouteNetlink.LinkLower: Lower = (int)attribute.UInt32; break;
            case RouteNetlink.LinkLowerNamespace: LowerIsElsewhere = true; break;
            case RouteNetlink.LinkStats64 when attribute.Value.Length >= 32: Counters = Statistics(attribute.Value); break;
        }
    }

    private void TakeInfo(ReadOnlySpan<byte> nested)
    {
        var attributes = new AttributeReader(nested);
        while (attributes.Next())
        {
            if (attributes.Type == RouteNetlink.InfoKind)
                Kind = attributes.Text;
            else if (attributes.Type == RouteNetlink.InfoData)
                InfoData = attributes.Value.ToArray();
        }
    }

    private static string? Hardware(ReadOnlySpan<byte> address) =>
        address.Length == 6 && address.ContainsAnyExcept((byte)0)
            ? Convert.ToHexStringLower(address).Insert(10, ":").Insert(8, ":").Insert(6, ":").Insert(4, ":").Insert(2, ":")
            : null;

    private static (ulong, ulong, ulong, ulong) Statistics(ReadOnlySpan<byte> value) => (
        BinaryPrimitives.ReadUInt64LittleEndian(value), BinaryPrimitives.ReadUInt64LittleEndian(value[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(value[16..]), BinaryPrimitives.ReadUInt64LittleEndian(value[24..]));
}
