using System.Globalization;

namespace Router.Daemon.Edges;

/// <summary>What the kernel says of the machine in <c>/proc</c>, see proc(5).</summary>
internal static class MachineFiles
{
    public static double UptimeSeconds() =>
        double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);

    public static IReadOnlyList<double> Load() =>
        [.. File.ReadAllText("/proc/loadavg").Split(' ').Take(3).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];

    /// <summary>Bytes: all, and what could be had without swapping.</summary>
    public static (long Total, long Available) Memory()
    {
        var lines = File.ReadAllLines("/proc/meminfo");
        return (Field(lines, "MemTotal:"), Field(lines, "MemAvailable:"));
    }

    /// <summary>Bytes of this process that are in memory.</summary>
    public static long OwnMemory() => Field(File.ReadAllLines("/proc/self/status"), "VmRSS:");

    public static string KernelRelease() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim();

    /// <summary>Another one after each start of the machine.</summary>
    public static string BootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>What is mounted where, a line each.</summary>
    public static string Mounts() => File.ReadAllText("/proc/self/mountinfo");

    /// <summary>Makes an empty file, for others to wait for.</summary>
    public static void Mark(string file) => File.WriteAllBytes(file, []);

    private static long Field(string[] lines, string name)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        return line is null
            ? 0
            : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
