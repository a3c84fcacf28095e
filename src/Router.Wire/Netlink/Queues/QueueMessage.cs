using System.Buffers.Binary;

namespace Router.Wire.Netlink.Queues;

/// <summary>
/// A queueing discipline of a link (RTM_NEWQDISC; linux/pkt_sched.h): what waits at its end, or, of the kinds <c>clsact</c> and
/// <c>ingress</c>, where filters look at what arrives.
/// </summary>
public sealed record QueueMessage
{
    public const ushort New = TrafficControl.NewDiscipline;

    /// <summary>TC_H_ROOT: at the end of the link itself.</summary>
    public const uint Root = 0xFFFFFFFF;

    /// <summary>The handle that ours have, by which they are known; the kernel gives 0 to its own and 8001 and more to others.</summary>
    public const uint OwnHandle = 0x5254_0000;

    private const string Cake = "cake";
    private const ushort StatisticsAttribute = 7, BasicStatistics = 1, QueueStatistics = 3, ApplicationStatistics = 4;

    public int Link { get; private init; }

    public uint Handle { get; private init; }

    public uint Parent { get; private init; }

    public string Kind { get; private set; } = "";

    /// <summary>Null: it is no CAKE.</summary>
    public CakeOptions? Options { get; private set; }

    public ulong SentBytes { get; private set; }

    public uint SentPackets { get; private set; }

    public uint Dropped { get; private set; }

    public uint BacklogBytes { get; private set; }

    /// <summary>Of CAKE, by class.</summary>
    public IReadOnlyList<CakeTinCounts> Tins { get; private set; } = [];

    public bool IsOwn => Parent == Root && Handle == OwnHandle && Options is not null;

    /// <summary>Somebody put it at the end of the link, and it was not us.</summary>
    public bool IsForeign => Parent == Root && Handle != 0 && !IsOwn;

    /// <summary>In place of the kernel's own; ours is changed as it stands.</summary>
    public static NetlinkMessage SetCake(int link, CakeOptions options) =>
        new NetlinkMessage(
            TrafficControl.NewDiscipline,
            NetlinkFlags.Request | NetlinkFlags.Acknowledge | NetlinkFlags.Create | NetlinkFlags.Replace,
            TrafficControl.Header(link, OwnHandle, Root, 0))
            .Add(TrafficControl.KindAttribute, Cake)
            .Nest(TrafficControl.OptionsAttribute, options.Write);

    /// <summary>Ours goes, and the kernel's own comes back.</summary>
    public static NetlinkMessage Remove(int link) =>
        new(
            TrafficControl.DeleteDiscipline, NetlinkFlags.Request | NetlinkFlags.Acknowledge,
            TrafficControl.Header(link, OwnHandle, Root, 0));

    /// <summary>Of every link.</summary>
    public static NetlinkMessage List() =>
        new(TrafficControl.GetDiscipline, NetlinkFlags.Request | NetlinkFlags.Dump, new byte[TrafficControl.HeaderLength]);

    public static bool TryDecode(ReadOnlySpan<byte> payload, out QueueMessage queue)
    {
        queue = new QueueMessage();
        if (payload.Length < TrafficControl.HeaderLength)
            return false;
        queue = new QueueMessage
        {
            Link = BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
            Handle = BinaryPrimitives.ReadUInt32LittleEndian(payload[8..]),
            Parent = BinaryPrimitives.ReadUInt32LittleEndian(payload[12..]),
        };
        ReadOnlySpan<byte> options = default;
        var attributes = new AttributeReader(payload[TrafficControl.HeaderLength..]);
        while (attributes.Next())
        {
            if (attributes.Type == TrafficControl.KindAttribute)
                queue.Kind = attributes.Text;
            else if (attributes.Type == TrafficControl.OptionsAttribute)
                options = attributes.Value;
            else if (attributes.Type == StatisticsAttribute)
                queue.ReadStatistics(attributes.Value);
        }
        if (queue.Kind == Cake)
            queue.Options = CakeOptions.Read(options);
        return queue.Kind.Length > 0;
    }

    private void ReadStatistics(ReadOnlySpan<byte> statistics)
    {
        var attributes = new AttributeReader(statistics);
        while (attributes.Next())
        {
            var value = attributes.Value;
            if (attributes.Type == BasicStatistics && value.Length >= 12)
                (SentBytes, SentPackets) =
                    (BinaryPrimitives.ReadUInt64LittleEndian(value), BinaryPrimitives.ReadUInt32LittleEndian(value[8..]));
            else if (attributes.Type == QueueStatistics && value.Length >= 12)
                (BacklogBytes, Dropped) =
                    (BinaryPrimitives.ReadUInt32LittleEndian(value[4..]), BinaryPrimitives.ReadUInt32LittleEndian(value[8..]));
            else if (attributes.Type == ApplicationStatistics)
                Tins = CakeTinCounts.ReadAll(value);
        }
    }
}
