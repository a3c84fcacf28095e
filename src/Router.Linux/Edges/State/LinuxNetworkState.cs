using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Edges.Files;
using Router.Linux.Edges.Netlink;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.Tunings;

namespace Router.Linux.Edges.State;

/// <summary>
/// What the kernel, the files and the services of this machine are, in the network namespace of the process. <paramref name="often"/>: it
/// is looked at again and again, so only what changed meanwhile is asked of the kernel.
/// </summary>
public sealed class LinuxNetworkState(LinuxPaths paths, IServiceManager services, bool often = false) : INetworkState, IDisposable
{
    private static readonly ObservedService Bare = new(false, ValueMap<string, ServiceFile>.Empty);
    private static readonly ObservedService BareAndRunning = Bare with { Running = true };

    private readonly SystemFileReader files = new(paths);
    private readonly DeviceTunings tunings = new(paths);
    private readonly LinkMirror mirror = new();
    private readonly Lock gate = new();

    /// <summary>Neighbours of ours may be there that nobody asks for: of a process before, or of the document before.</summary>
    private bool mayHaveNeighbours = true;

    /// <summary>As above, of queues and redirections.</summary>
    private bool mayHaveShaping = true;

    public void Dispose() => mirror.Dispose();

    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    public Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var network = Network(RouteReach.AsksForLearned(scope));
        // Of a machine that we do not run, what its packages brought is not ours to remove.
        var owned = services.Manages || paths.Root != "/" ? new OwnedFiles(paths, files) : null;
        var state = new ObservedState
        {
            Hostname = Privileges.MaySetHostname ? Sysctl.Read("kernel.hostname") ?? "" : scope.Hostname,
            Links = network.Links,
            Routes = network.Routes.ToValueList(),
            OnLink = network.OnLink,
            RoutingRules = network.Rules.ToValueList(),
            Neighbours = Neighbours(scope, network.Links),
            Shaping = Shaping(scope, network.Links),
            Sysctls = scope.Sysctls.Keys
                .Select(key => (Key: key, Value: Sysctl.Read(key))).Where(s => s.Value is not null)
                .Select(s => KeyValuePair.Create(s.Key, s.Value!)).ToValueMap(scope.Sysctls.Count),
            Tunings = tunings.Read(scope.Tunings, network.Links),
            RulesetFingerprint = RulesetFingerprint.Read(),
            Services = scope.Services.Select(s => KeyValuePair.Create(s.Name, Observe(s, owned))).ToValueMap(scope.Services.Count),
        };
        return Task.FromResult(state);
    }

    public Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(bool counters, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (often && !counters)
        {
            lock (gate)
                return Task.FromResult<IReadOnlyList<ObservedLink>>([.. mirror.Links().Values]);
        }
        using var route = NetlinkSocket.Route();
        return Task.FromResult<IReadOnlyList<ObservedLink>>(LinkList.Read(route, counters));
    }

    /// <summary>A hub has thousands that are not ours, and is not to list them for nothing.</summary>
    private ValueList<Neighbour> Neighbours(DesiredState scope, ValueMap<string, ObservedLink> links)
    {
        if (scope.Neighbours.Count == 0 && !mayHaveNeighbours)
            return [];
        var found = NeighbourList.Read(links);
        mayHaveNeighbours = found.Count > 0;
        return found;
    }

    private ValueList<LinkShaping> Shaping(DesiredState scope, ValueMap<string, ObservedLink> links)
    {
        if (scope.Shaping.Count == 0 && !mayHaveShaping)
            return [];
        var found = ShapingList.Read(links);
        mayHaveShaping = found.Any(shaping => shaping.Leaving is not null || shaping.Redirect is not null);
        return found;
    }

    private Found Network(bool learned)
    {
        if (often)
        {
            lock (gate)
                return new(mirror.Links(), mirror.Routes(), mirror.Rules(), learned ? mirror.OnLink() : []);
        }
        using var route = NetlinkSocket.Route();
        var links = LinkList.Read(route);
        var byName = links.Select(link => KeyValuePair.Create(link.Name, link)).ToValueMap(links.Count);
        return new(byName, RouteList.Read(route, links), RouteList.ReadRules(route), learned ? RouteList.ReadOnLink(route, byName) : []);
    }

    private sealed record Found(
        ValueMap<string, ObservedLink> Links, IReadOnlyList<Route> Routes, List<RoutingRule> Rules, ValueList<OnLinkNetwork> OnLink);

    private ObservedService Observe(DesiredService service, OwnedFiles? owned)
    {
        var asked = services.Manages && service.OnChange != ServiceChange.None;
        var running = asked ? services.IsRunning(service.Name) : service.Running;
        var gaveUp = asked && !running && services.GaveUp(service.Name);
        var unwanted = owned is null || service.Owns.Count == 0 ? [] : owned.Unwanted(service);
        if (service.Files.Count + unwanted.Count == 0)
            return gaveUp ? Bare with { GaveUp = true } : running ? BareAndRunning : Bare;
        var found = service.Files
            .Select(files.Read)
            .OfType<ServiceFile>()
            .Concat(unwanted)
            .Select(file => KeyValuePair.Create(file.Path, file));
        return new ObservedService(running, found.ToValueMap()) { GaveUp = gaveUp };
    }
}
