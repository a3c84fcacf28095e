using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.SystemSettings;

internal static class ShowSystem
{
    public static readonly Command Verb =
        Show.Verb<Response.SystemStatus>("system", "load, memory, disk and clock", new Request.ShowSystem(), Render);

    private static IEnumerable<string> Render(Response.SystemStatus system, Paint paint)
    {
        yield return $"hostname:  {paint.Bold(system.Hostname)}";
        yield return $"time:      {Humane.Time(system.Time)} {system.Time.ToString("zzz", CultureInfo.InvariantCulture)}";
        yield return $"up:        {Humane.Duration(system.UptimeSeconds)}";
        yield return $"load:      {string.Join(' ', system.Load.Select(l => l.ToString("0.00", CultureInfo.InvariantCulture)))}";
        yield return $"memory:    {Humane.Bytes(system.MemoryAvailable)} free of {Humane.Bytes(system.MemoryTotal)}, routerd {Humane.Bytes(system.DaemonMemory)}";
        yield return $"disk:      {Humane.Bytes(system.DiskFree)} free of {Humane.Bytes(system.DiskTotal)} ({system.StateDirectory})";
    }
}
