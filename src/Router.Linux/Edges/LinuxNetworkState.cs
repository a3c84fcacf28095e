using Router.Core.Edges;
using Router.Core.State;
using Router.Core.Values;
using Router.Linux.Edges.Files;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;

namespace Router.Linux.Edges;

/// <summary>What the kernel, the files and the services of this machine are, in the network namespace of the process.</summary>
public sealed class LinuxNetworkState(LinuxPaths paths, IServiceManager services) : INetworkState
{
    private readonly SystemFileReader files = new(paths);

    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    public Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var route = NetlinkSocket.Route();
        var links = LinkList.Read(route);
        var wanted = scope.Routes.ToHashSet();
        var state = new ObservedState
        {
            Hostname = Sysctl.Read("kernel.hostname") ?? "",
            Links = links.Select(link => KeyValuePair.Create(link.Name, link)).ToValueMap(),
            Routes = RouteList.Read(route, links).Select(found => AsWanted(found, wanted)).ToValueList(),
            RoutingRules = RouteList.ReadRules(route).ToValueList(),
            Sysctls = scope.Sysctls.Keys
                .Select(key => (Key: key, Value: Sysctl.Read(key))).Where(s => s.Value is not null)
                .Select(s => KeyValuePair.Create(s.Key, s.Value!)).ToValueMap(),
            RulesetFingerprint = RulesetFingerprint.Read(),
            Services = scope.Services.Select(s => KeyValuePair.Create(s.Name, Observe(s))).ToValueMap(),
        };
        return Task.FromResult(state);
    }

    public Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var route = NetlinkSocket.Route();
        return Task.FromResult<IReadOnlyList<ObservedLink>>(LinkList.Read(route, counters: true));
    }

    /// <summary>The kernel names the link of every gateway; where the document left that to it, so does what is observed.</summary>
    private static Route AsWanted(Route found, HashSet<Route> wanted) =>
        found.Link is not null && wanted.Contains(found with { Link = null }) ? found with { Link = null } : found;

    private ObservedService Observe(DesiredService service)
    {
        var found = service.Files.Select(files.Read).OfType<ServiceFile>().Select(file => KeyValuePair.Create(file.Path, file));
        var asked = services.Manages && service.OnChange != ServiceChange.None;
        var running = asked ? services.IsRunning(service.Name) : service.Running;
        return new ObservedService(running, found.ToValueMap());
    }
}
