using System.Buffers.Binary;

namespace Router.Wire.Netlink.Queues;

/// <summary>
/// What CAKE is told and tells of itself (TCA_CAKE_*, linux/pkt_sched.h), in the kernel's numbers. <paramref name="Rate"/> in bytes a
/// second; 0: as fast as the link is. <paramref name="Overhead"/> null: frames as the kernel counts them.
/// </summary>
public sealed record CakeOptions(
    ulong Rate, uint Tins, uint Flows, uint Cells, int? Overhead, uint SmallestFrame, bool SeesNat, bool Arriving)
{
    private const ushort RateOption = 2, TinsOption = 3, CellsOption = 4, FlowsOption = 5, OverheadOption = 6, NatOption = 11,
        RawOption = 12, SmallestFrameOption = 14, ArrivingOption = 15;

    private const int RateLength = 8;

    /// <summary>Everything, since the kernel leaves as it is what is not said.</summary>
    internal void Write(NetlinkMessage message)
    {
        Span<byte> rate = stackalloc byte[RateLength];
        BinaryPrimitives.WriteUInt64LittleEndian(rate, Rate);
        message.Add(RateOption, rate)
            .Add(TinsOption, Tins)
            .Add(CellsOption, Cells)
            .Add(FlowsOption, Flows)
            .Add(OverheadOption, unchecked((uint)(Overhead ?? 0)));
        if (Overhead is null)
            message.Add(RawOption, 0u);
        message.Add(SmallestFrameOption, SmallestFrame)
            .Add(NatOption, SeesNat ? 1u : 0)
            .Add(ArrivingOption, Arriving ? 1u : 0);
    }

    internal static CakeOptions Read(ReadOnlySpan<byte> options)
    {
        var read = new CakeOptions(0, 0, 0, 0, null, 0, SeesNat: false, Arriving: false);
        var raw = false;
        var attributes = new AttributeReader(options);
        while (attributes.Next())
        {
            read = attributes.Type switch
            {
                RateOption when attributes.Value.Length >= RateLength =>
                    read with { Rate = BinaryPrimitives.ReadUInt64LittleEndian(attributes.Value) },
                TinsOption => read with { Tins = attributes.UInt32 },
                CellsOption => read with { Cells = attributes.UInt32 },
                FlowsOption => read with { Flows = attributes.UInt32 },
                OverheadOption => read with { Overhead = unchecked((int)attributes.UInt32) },
                SmallestFrameOption => read with { SmallestFrame = attributes.UInt32 },
                NatOption => read with { SeesNat = attributes.UInt32 != 0 },
                ArrivingOption => read with { Arriving = attributes.UInt32 != 0 },
                _ => read,
            };
            raw |= attributes.Type == RawOption;
        }
        return raw ? read with { Overhead = null } : read;
    }
}
