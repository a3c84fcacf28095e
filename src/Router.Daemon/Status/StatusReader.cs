using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Mesh;
using Router.Features.Configuration;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Status;

/// <summary>Answers <c>show</c>: from the kernel and the files of the services, at the time of asking.</summary>
internal sealed class StatusReader(
    ConfigurationEngine engine, Device device, RuntimePaths paths, MeshStatusReader meshes, TimeProvider time)
    : IStatusSource
{
    private readonly InterfaceStatusReader interfaces = new(engine, device);
    private readonly ServiceStatusReader services = new(engine, device);
    private readonly FlowReader flows = new(engine, device, paths);
    private readonly ForecastReader forecasts = new(engine, device);
    private readonly VersionReader version = new(engine, device, meshes, paths);

    public Surroundings Surroundings => device.Around(engine.Running.Content.Kept);

    public async Task<Response?> AnswerAsync(Request request) => request switch
    {
        Request.ShowVersion => version.Read(),
        Request.Why r => await flows.ReadAsync(r.Words, CancellationToken.None),
        Request.ShowSystem => System(),
        Request.ShowInterfaces => await interfaces.ReadAsync(CancellationToken.None),
        Request.ShowRoutes => await RoutesAsync(),
        Request.ShowFirewall => await FirewallAsync(),
        Request.ShowServices => await services.ReadAsync(CancellationToken.None),
        Request.ShowLog r => Log(r.Lines),
        Request.ShowLeases => new Response.Leases(LeaseList.Parse(string.Join('\n', LogTail.Read(paths.Leases, int.MaxValue)))),
        Request.ShowSessions => SessionList.Of(SessionTable.Read()),
        Request.ShowBgp => await BgpAsync(),
        Request.ShowMesh r => meshes.Read(r.Topic),
        Request.ShowMeshPath r => meshes.PathTo(r.Address),
        _ => null,
    };

    public Task ProveAsync(ConfigReading reading, KeptValues restored, Core.Flows.Flow connection, CancellationToken stopping) =>
        flows.ProveAsync(reading, restored, connection, stopping);

    public Task<Response.Forecast> ForecastAsync(ConfigReading reading, KeptValues restored) => forecasts.ReadAsync(reading, restored);

    public Task<string> DeviceOfAsync(string name, CancellationToken stopping) => interfaces.DeviceOfAsync(name, stopping);

    public IEnumerable<(string Name, string Help)> InterfaceNames() =>
        engine.Running.Content.Config.Interfaces.Select(i => (i.Key, i.Value.Zone is { } zone ? $"zone {zone}" : "interface"));

    public Task<IReadOnlyList<string>> ServiceNamesAsync(CancellationToken stopping) => services.NamesAsync(stopping);

    private async Task<Response> RoutesAsync()
    {
        var names = await interfaces.NamesByDeviceAsync(CancellationToken.None);
        var routes = new List<RouteStatus>();
        foreach (var version6 in (bool[])[false, true])
            routes.AddRange(RouteList.Parse(await RouteTable.ReadAsync(version6, CancellationToken.None), version6, names));
        return new Response.Routes(routes);
    }

    private static async Task<Response> BgpAsync()
    {
        if (await BgpTable.ReadAsync(CancellationToken.None) is not { } result)
            return new Response.Bgp(null, null, []);
        return BgpSummary.TryParse(result.Output, out var bgp) ? bgp : throw new ApplyException("show bgp", 0, result.Words);
    }

    private static async Task<Response> FirewallAsync()
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["list", "table", "inet", "router"], "", CancellationToken.None);
        if (code == 0)
            return RulesetListing.Parse(words);
        return words.Contains("No such file or directory", StringComparison.Ordinal)
            ? new Response.Firewall(Loaded: false, null, [])
            : throw new ApplyException("nft list table inet router", 0, words);
    }

    private Response.SystemStatus System()
    {
        var (total, available) = MachineFiles.Memory();
        var disk = new DriveInfo(paths.State);
        return new Response.SystemStatus(
            engine.Running.Content.Config.System.Hostname, time.GetLocalNow(),
            MachineFiles.UptimeSeconds(), MachineFiles.Load(), total, available,
            MachineFiles.OwnMemory(), paths.State, disk.TotalSize, disk.AvailableFreeSpace);
    }

    private Response.Log Log(int lines)
    {
        var now = time.GetLocalNow();
        var own = LogTail.Read(paths.Log, lines).Select(LogLines.FromCompactJson);
        var others = LogTail.Read(paths.SystemLog, lines).Select(line => LogLines.FromSyslog(line, now));
        // Sorting is stable: lines without a time of their own stay where they were.
        return new Response.Log([.. own.Concat(others).OrderBy(l => l.Time ?? DateTimeOffset.MinValue).TakeLast(lines)]);
    }
}
