using System.Buffers.Binary;

namespace Router.Wire.Netlink.Queues;

/// <summary>
/// What CAKE counts in one class since it was made (TCA_CAKE_TIN_STATS_*). Delays in microseconds, of packets that left; the rate in bytes
/// a second is that from which on others come first.
/// </summary>
public sealed record CakeTinCounts
{
    public ulong SentBytes { get; private init; }

    public uint SentPackets { get; private init; }

    public ulong DroppedBytes { get; private init; }

    public uint DroppedPackets { get; private init; }

    /// <summary>Told by a mark (ECN) in place of a drop.</summary>
    public uint MarkedPackets { get; private init; }

    public uint BacklogBytes { get; private init; }

    public ulong ThresholdRate { get; private init; }

    public uint PeakDelay { get; private init; }

    public uint AverageDelay { get; private init; }

    /// <summary>Of flows that send little.</summary>
    public uint BaseDelay { get; private init; }

    /// <summary>Flows that fill their queue.</summary>
    public uint BulkFlows { get; private init; }

    /// <summary>The classes of TCA_CAKE_STATS_TIN_STATS, in the kernel's order.</summary>
    internal static List<CakeTinCounts> ReadAll(ReadOnlySpan<byte> application)
    {
        const ushort tins = 10;
        var read = new List<CakeTinCounts>();
        var attributes = new AttributeReader(application);
        while (attributes.Next())
        {
            if (attributes.Type != tins)
                continue;
            var each = new AttributeReader(attributes.Value);
            while (each.Next())
                read.Add(Read(each.Value));
        }
        return read;
    }

    private static CakeTinCounts Read(ReadOnlySpan<byte> tin)
    {
        var read = new CakeTinCounts();
        var attributes = new AttributeReader(tin);
        while (attributes.Next())
        {
            read = attributes.Type switch
            {
                2 => read with { SentPackets = attributes.UInt32 },
                3 => read with { SentBytes = Long(attributes.Value) },
                4 => read with { DroppedPackets = attributes.UInt32 },
                5 => read with { DroppedBytes = Long(attributes.Value) },
                8 => read with { MarkedPackets = attributes.UInt32 },
                11 => read with { BacklogBytes = attributes.UInt32 },
                12 => read with { ThresholdRate = Long(attributes.Value) },
                18 => read with { PeakDelay = attributes.UInt32 },
                19 => read with { AverageDelay = attributes.UInt32 },
                20 => read with { BaseDelay = attributes.UInt32 },
                22 => read with { BulkFlows = attributes.UInt32 },
                _ => read,
            };
        }
        return read;
    }

    private static ulong Long(ReadOnlySpan<byte> value) => value.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(value) : 0;
}
