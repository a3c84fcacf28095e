using Router.Mesh;
using Router.Mesh.Events;
using Router.Mesh.Machine;

namespace Router.Bench.MeshMachines;

/// <summary>What a hub spends on a registration, from the bytes that came in to those that go out, and keeps of it.</summary>
internal static class HubCost
{
    private const int Refreshes = 5;

    public static int Measure(int spokes)
    {
        // Once to warm up: nobody restarts a hub for each registration.
        Run(Math.Min(spokes, 20_000), print: false);
        Run(spokes, print: true);
        return 0;
    }

    private static void Run(int spokes, bool print)
    {
        var first = Requests(spokes, 1);
        var later = Requests(spokes, 2);
        var hub = new MeshMachine(
            new MeshSettings { Nbma = Addresses.HubNbma, Overlay = Addresses.HubOverlay, Authentication = "s3cr3t", MaximumPeers = spokes },
            new HubRoutes());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fresh = Feed(hub, first, TimeSpan.Zero);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var refreshed = new Cost(0, 0);
        for (var round = 1; round <= Refreshes; round++)
            refreshed += Feed(hub, later, TimeSpan.FromMinutes(round));
        if (hub.Peers.Count != spokes)
            throw new InvalidOperationException($"{hub.Peers.Count} of {spokes} are registered");
        if (print)
        {
            Console.WriteLine(
                $"new registration, {spokes} spokes: {fresh.Microseconds / spokes:0.0} µs CPU, {fresh.Bytes / spokes} bytes allocated");
            Console.WriteLine(
                $"refresh, {spokes} spokes: {refreshed.Microseconds / spokes / Refreshes:0.0} µs CPU, {refreshed.Bytes / spokes / Refreshes} bytes allocated");
            Console.WriteLine($"memory kept, {spokes} spokes: {memory / spokes} bytes a spoke");
        }
        GC.KeepAlive(hub);
    }

    private static Cost Feed(MeshMachine hub, byte[][] requests, TimeSpan now)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Environment.CpuUsage.TotalTime;
        for (var spoke = 0; spoke < requests.Length; spoke++)
        {
            foreach (var effect in hub.Handle(new MeshEvent.Arrived(Addresses.Nbma(spoke), requests[spoke]), now))
            {
                if (effect is MeshEffect.Send { Wire.IsEmpty: true } send)
                    send.Packet.Encode();
            }
        }
        return new Cost((Environment.CpuUsage.TotalTime - started).TotalMicroseconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static byte[][] Requests(int spokes, uint id) => [.. Enumerable.Range(0, spokes).Select(spoke =>
    {
        var machine = new MeshMachine(Day.Spoke(spoke) with { FirstRequestId = id }, new SpokeRoutes(spoke));
        return machine.Handle(new MeshEvent.Started(), TimeSpan.Zero).OfType<MeshEffect.Send>().Single().Packet.Encode();
    })];

    private readonly record struct Cost(double Microseconds, long Bytes)
    {
        public static Cost operator +(Cost a, Cost b) => new(a.Microseconds + b.Microseconds, a.Bytes + b.Bytes);
    }
}
