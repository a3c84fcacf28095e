using Router.Api.Contract;
using Router.Core.State;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Status.Operations;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Kinds.Pppoe;
using Router.Linux.Edges.Files;

namespace Router.Daemon.Status.Pppoe;

/// <summary>Lines by PPPoE: of each what its session is, and what stood against one.</summary>
internal sealed class PppoeReader(ConfigurationEngine engine, Device device, RuntimePaths paths, TimeProvider time) : IHandlers
{
    private const int LongestFile = 1024;

    /// <summary>Seconds that the next session may take to begin after a pause.</summary>
    private const double Slack = 3;

    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowPppoe>(async (_, _) => await ReadAsync(CancellationToken.None))];

    private async Task<Response.PppoeLines> ReadAsync(CancellationToken stopping)
    {
        var config = engine.Running.Content.Config;
        var (topology, links) = await device.TopologyAsync(config, stopping);
        var now = time.GetLocalNow();
        var log = LogTail.Read(paths.SystemLog, int.MaxValue).Select(line => LogLines.FromSyslog(line, now)).ToList();
        return new Response.PppoeLines(
        [
            .. from entry in config.Interfaces
               from line in entry.Value.Virtual.Values.OfType<PppoeConfig>()
               select Status(entry.Key, entry.Value, line, topology.Under(entry.Value), links, log),
        ]);
    }

    private PppoeStatus Status(
        string name, InterfaceConfig settings, PppoeConfig line, string? under, IReadOnlyList<ObservedLink> links, List<LogLine> log)
    {
        var process = under is null ? null : ProgramFinder.Find("pppd", PppoeFiles.Options(under));
        var link = links.FirstOrDefault(link => link.Name == name && link.Kind == LinkKind.Session);
        var session = process is not null && link is not null
            && Read(PppoeFiles.Session(name)) is { } text
            ? PppoeSession.Parse(text)
            : null;
        var pause = under is not null && Read(PppoeFiles.Pause(under)) is { } written ? PppoePause.Parse(written) : null;
        var left = pause?.Until - MachineFiles.UptimeSeconds();
        var failure = PppoeFailures.Last(log, [.. new[] { pause?.Process, process }.OfType<int>()]);
        var state = session is not null ? "up"
            : !settings.Enabled ? "disabled"
            : process is not null ? "calling"
            : left > -Slack ? "waiting" : "stopped";
        return new PppoeStatus(name, settings.On ?? "", line.User, state)
        {
            ForSeconds = session is null ? null : Math.Max(0, MachineFiles.UptimeSeconds() - session.Up),
            Address = session?.Address,
            Peer = session?.Peer,
            Mtu = session is null ? null : link?.Mtu,
            Concentrator = session?.Concentrator,
            NextInSeconds = state == "waiting" ? Math.Max(0, left ?? 0) : null,
            Failure = failure?.Text,
            FailedAt = failure?.Time,
        };
    }

    private string? Read(string path) => StrangersFile.TryRead(paths.InRoot(path), LongestFile)?.TrimEnd('\0');
}
