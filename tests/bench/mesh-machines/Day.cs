using Router.Mesh;

namespace Router.Bench.MeshMachines;

/// <summary>24 simulated hours at several sizes, and their cost a spoke.</summary>
internal static class Day
{
    public static MeshSettings Spoke(int spoke) => new()
    {
        Nbma = Addresses.Nbma(spoke),
        Overlay = Addresses.Overlay(spoke),
        Authentication = "s3cr3t",
        Unique = true,
        Renewal = TimeSpan.FromMinutes(40),
        Hubs = [new HubSettings(Addresses.HubNbma)],
    };

    public static int Measure(string plot, int[] sizes)
    {
        new Simulation(500).Run();
        var results = new List<Result>();
        foreach (var size in sizes)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var simulation = new Simulation(size);
            var started = Environment.CpuUsage.TotalTime;
            simulation.Run();
            var cpu = Environment.CpuUsage.TotalTime - started;
            var result = new Result(
                size, cpu.TotalMilliseconds / size, (GC.GetTotalMemory(forceFullCollection: true) - before) / size,
                simulation.Packets, simulation.Shortcuts);
            Console.WriteLine(
                $"{size} spokes: {cpu.TotalSeconds:0.0} s CPU, {result.MillisecondsPerSpoke:0.00} ms a spoke, {result.MillisecondsPerSpoke * 1000 * size / result.Packets:0.0} µs a packet, "
                    + $"{result.BytesPerSpoke} bytes a spoke and its hub's entry; {result.Packets} packets, {result.Shortcuts} shortcuts, {simulation.Registered} registered at the end");
            results.Add(result);
            GC.KeepAlive(simulation);
        }
        File.WriteAllText(plot, Plot.Render(results));
        return 0;
    }

    internal sealed record Result(int Spokes, double MillisecondsPerSpoke, long BytesPerSpoke, long Packets, long Shortcuts);
}
