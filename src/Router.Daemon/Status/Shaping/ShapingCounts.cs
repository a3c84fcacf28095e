using Router.Api.Contract;
using Router.Core.State;
using Router.Features.Shaping;
using Router.Wire.Netlink.Queues;

namespace Router.Daemon.Status.Shaping;

/// <summary>What a queue has counted, in words of the contract.</summary>
internal static class ShapingCounts
{
    private const int BitsInByte = 8;
    private const double Micro = 1000;

    /// <summary>A direction with a pace: <paramref name="Link"/> is that whose queue it is; null: the port is not there.</summary>
    internal readonly record struct Way(string Interface, string? Link, string Direction, long Rate);

    public static IEnumerable<Way> Ways(string name, string? link, ShapingConfig shaping)
    {
        if (shaping.Up is { } up)
            yield return new Way(name, link, "up", up);
        if (shaping.Down is { } down)
            yield return new Way(name, link is null ? null : ShapingLinks.Name(name), "down", down);
    }

    public static ShapingStatus Status(Way way, QueueMessage? queue)
    {
        var state = way.Link is null ? "its port is not there"
            : queue is { IsForeign: true } ? $"not shaped: somebody else's {queue.Kind} is there"
            : queue is not { IsOwn: true } ? "not shaped"
            : "shaped";
        var status = new ShapingStatus(way.Interface, way.Link, way.Direction, way.Rate * BitsInByte, state);
        if (state != "shaped")
            return status;
        var names = CakeText.TinNames((CakeTins)queue!.Options!.Tins);
        return status with
        {
            SentBytes = queue.SentBytes,
            SentPackets = queue.SentPackets,
            DroppedPackets = queue.Dropped,
            BacklogBytes = queue.BacklogBytes,
            Tins = [.. queue.Tins.Select((tin, number) => Tin(tin, number < names.Count ? names[number] : $"class {number}"))],
        };
    }

    private static ShapingTinStatus Tin(CakeTinCounts tin, string name) =>
        new(name, (long)tin.ThresholdRate * BitsInByte, tin.SentBytes, tin.SentPackets, tin.DroppedPackets)
        {
            MarkedPackets = tin.MarkedPackets,
            BacklogBytes = tin.BacklogBytes,
            PeakDelay = tin.PeakDelay / Micro,
            AverageDelay = tin.AverageDelay / Micro,
            BaseDelay = tin.BaseDelay / Micro,
        };
}
