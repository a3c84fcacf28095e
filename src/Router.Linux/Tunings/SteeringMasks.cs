using System.Globalization;
using System.Numerics;

namespace Router.Linux.Tunings;

/// <summary>
/// Which processors look at packets of a queue, as the kernel takes it: hexadecimal, in groups of 32 bits. With one processor there is
/// nothing to spread, and each is none.
/// </summary>
internal static class SteeringMasks
{
    /// <summary>Connections that are known at once, of the machine and of a port: scaling.rst's own proposal for a busy server.</summary>
    private const int MachineFlows = 32768, PortFlows = 32768;

    private const int Group = 32, None = 0;

    /// <summary>All of them, where the hardware has fewer queues than that; where it has as many, each has one already.</summary>
    public static string Receiving(int processors, int queues) => Spreads(processors, queues) ? Mask(processors, _ => true) : $"{None}";

    /// <summary>RFS: connections that are known of each queue, a power of two as the kernel would make it.</summary>
    public static string Flows(int processors, int queues) =>
        Text(Spreads(processors, queues) ? (int)BitOperations.RoundUpToPowerOf2((uint)(PortFlows / queues)) : None);

    public static string AllFlows(int processors) => Text(processors > 1 ? MachineFlows : None);

    /// <summary>Each processor sends by one queue, and by another than its neighbour where there are enough.</summary>
    public static string Sending(int processors, int queue, int queues) =>
        processors > 1 ? Mask(processors, processor => processor % queues == queue % processors) : $"{None}";

    private static bool Spreads(int processors, int queues) => processors > 1 && queues < processors;

    private static string Mask(int processors, Func<int, bool> isIn)
    {
        var groups = new List<string>();
        for (var first = 0; first < processors; first += Group)
        {
            var bits = 0u;
            for (var bit = 0; bit < Group && first + bit < processors; bit++)
                bits |= isIn(first + bit) ? 1u << bit : 0;
            groups.Insert(0, bits.ToString(groups.Count == 0 && processors <= Group ? "x" : "x8", CultureInfo.InvariantCulture));
        }
        return string.Join(',', groups);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
