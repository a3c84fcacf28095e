using System.Diagnostics;
using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Documents;

namespace Router.Testing.Kernel;

/// <summary>
/// A kernel and services in memory: it applies changes to an observed state as the real edges do, and refuses what Linux
/// refuses. <see cref="FailAt"/> makes the N-th change (from 0) fail before it did anything, but for a service that should
/// restart: that one lies dead then.
/// </summary>
public sealed class FakeKernel(ObservedState state) : INetworkState, IChangeApplier
{
    public ObservedState State { get; set; } = state;

    public int? FailAt { get; set; }

    /// <summary>What a change, or taking one back, fails with as long as this says so; null: it does not.</summary>
    public Func<Change, Exception?>? Fault { get; set; }

    /// <summary>The same of looking at what is there.</summary>
    public Func<Exception?>? ReadFault { get; set; }

    /// <summary>A setting that its device does not take, as the edge does where it may.</summary>
    public TuningKey? Refused { get; set; }

    public List<string> CheckProblems { get; } = [];

    /// <summary>Changes that were applied, undone ones included.</summary>
    public List<Change> Applied { get; } = [];

    /// <summary>Physical links <c>eth0</c> … and <c>lo</c>, all down but lo.</summary>
    public static FakeKernel WithPorts(int count)
    {
        var links = Enumerable.Range(0, count).Select(i => new ObservedLink
        {
            Name = $"eth{i}",
            Index = i + 2,
            Kind = LinkKind.Physical,
            Mtu = 1500,
            Up = false,
            Mac = $"52:54:00:00:00:{i:x2}",
        });
        var lo = new ObservedLink
        {
            Name = "lo",
            Index = 1,
            Kind = LinkKind.Loopback,
            Mtu = 65536,
            Up = true,
            Addresses = [new(System.Net.IPAddress.Loopback, 8), new(System.Net.IPAddress.IPv6Loopback, 128)],
        };
        return new FakeKernel(new ObservedState
        {
            Hostname = "localhost",
            Links = links.Prepend(lo).Select(l => KeyValuePair.Create(l.Name, l)).ToValueMap(),
        });
    }

    public Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping) =>
        ReadFault?.Invoke() is { } fault ? throw fault : Task.FromResult(State with
        {
            Sysctls = scope.Sysctls.Keys
                .Select(key => KeyValuePair.Create(key, State.Sysctls.TryGetValue(key, out var value) ? value : "unset"))
                .ToValueMap(),
            Services = State.Services.Where(s => scope.Services.Any(d => d.Name == s.Key))
                .Select(s => KeyValuePair.Create(s.Key, Seen(s.Value, scope.Services.First(d => d.Name == s.Key)))).ToValueMap(),
        });

    /// <summary>As on a real disk nobody knows of a file that he does not look for.</summary>
    private static ObservedService Seen(ObservedService there, DesiredService service) => there with
    {
        Files = there.Files
            .Where(file => service.Files.Any(wanted => wanted.Path == file.Key) || service.Owns.Any(owned => IsOwned(file.Key, owned)))
            .ToValueMap(),
    };

    private static bool IsOwned(string path, string owned) =>
        owned.EndsWith("/*", StringComparison.Ordinal) ? path.StartsWith(owned[..^1], StringComparison.Ordinal) : path == owned;

    public Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(bool counters, CancellationToken stopping) =>
        Task.FromResult<IReadOnlyList<ObservedLink>>([.. State.Links.Values]);

    public Task<IReadOnlyList<string>> CheckAsync(IReadOnlyList<Change> plan, DesiredState desired, CancellationToken stopping) =>
        Task.FromResult<IReadOnlyList<string>>(CheckProblems);

    public Task ApplyAsync(Change change, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        if (Fault?.Invoke(change) is { } fault)
            throw fault;
        if (FailAt is { } left && (FailAt = left - 1) < 0)
        {
            FailAt = null;
            if (change is Change.RefreshService refresh)
                Service(refresh.Name, s => s with { Running = false });
            throw new ApplyException(PlanText.Line(change), 12, "Cannot allocate memory");
        }
        Applied.Add(change);
        Do(change);
        return Task.CompletedTask;
    }

    public Task UndoAsync(Change change, CancellationToken stopping)
    {
        if (Fault?.Invoke(change.Inverse() ?? change) is { } fault)
            throw fault;
        if (change is Change.ReplaceFirewall firewall)
            State = State with { RulesetFingerprint = firewall.FingerprintBefore };
        else if (change.Inverse() is Change.AddRoute { Route: { Gateway: not null, Link: not null } route })
            Do(new Change.AddRoute(route with { OnLink = true }));
        else
            Do(change.Inverse()!);
        return Task.CompletedTask;
    }

    private void Do(Change change)
    {
        switch (change)
        {
            case Change.SetHostname c: State = State with { Hostname = c.Name }; break;
            case Change.SetSysctl c: State = State with { Sysctls = State.Sysctls.With(c.Key, c.Value) }; break;
            case Change.SetTuning c: Tune(c); break;
            case Change.ReplaceFirewall c: State = State with { RulesetFingerprint = c.Ruleset.Fingerprint }; break;
            case Change.CreateLink c: Create(c); break;
            case Change.DeleteLink c: Delete(c); break;
            case Change.ChangeLink c: Edit(c.Name, link => link with { Settings = c.Settings }); break;
            case Change.SetMaster c: State = State.WithMaster(c.Link, c.Master); break;
            case Change.SetMtu c: State = State.WithMtu(c.Link, c.Mtu).WithLink(c.Link, l => l with { Alias = c.Alias }); break;
            case Change.SetMac c: Edit(c.Link, link => link with { MacNow = c.Mac, Alias = c.Alias }); break;
            case Change.SetUp c: State = State.WithUp(c.Link, c.Up); break;
            case Change.SetVlan c: State = State.WithVlan(c.Link, c.Vlan, c.Before); break;
            case Change.AddAddress { WasLent: true } c:
                State = c.Own ? State.WithOwned(c.Link, c.Address) : State.WithLent(c.Link, c.Address);
                break;
            case Change.RemoveAddress { WasLent: true, Own: true } c: State = State.WithLent(c.Link, c.Address); break;
            case Change.AddAddress c: AddAddress(c); break;
            case Change.RemoveAddress c: State = State.WithoutAddress(c.Link, c.Address); break;
            case Change.AddRoute c: State = State.WithRoute(c.Route); break;
            case Change.RemoveRoute c: State = State.WithoutRoute(c.Route); break;
            case Change.SetNeighbour c:
                State = State with
                {
                    Neighbours =
                    [
                        .. State.Neighbours.Where(n => n.Link != c.Neighbour.Link || !n.Address.Equals(c.Neighbour.Address)), c.Neighbour,
                    ],
                };
                break;
            case Change.RemoveNeighbour c: State = State with { Neighbours = [.. State.Neighbours.Where(n => n != c.Before)] }; break;
            case Change.SetQueue c: Shape(c.Link, shaping => shaping with { Leaving = c.Queue }); break;
            case Change.SetRedirect c: Shape(c.Link, shaping => shaping with { Redirect = c.To }); break;
            case Change.AddRoutingRule c: State = State.WithRule(c.Rule); break;
            case Change.RemoveRoutingRule c: State = State.WithoutRule(c.Rule); break;
            case Change.WriteFile c: Service(c.Service, s => s with { Files = s.Files.With(c.File.Path, c.File) }); break;
            case Change.RemoveFile c:
                Service(c.Service, s => s with { Files = s.Files.Where(f => f.Key != c.Before.Path).ToValueMap() });
                break;
            case Change.StartService c: Service(c.Name, s => s with { Running = true }); break;
            case Change.StopService c: Service(c.Name, s => s with { Running = false }); break;
            case Change.RefreshService c: Service(c.Name, s => s with { Running = true }); break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>What it was is noted until it is that again.</summary>
    private void Tune(Change.SetTuning change)
    {
        if (change.Optional && change.Key == Refused)
            return;
        var former = State.Tunings[change.Key].Former ?? change.Before;
        State = State with
        {
            Tunings = State.Tunings.With(change.Key, new ObservedTuning(change.Value, former == change.Value ? null : former)),
        };
    }

    private void Shape(string link, Func<LinkShaping, LinkShaping> change)
    {
        var after = change(State.Shaping.FirstOrDefault(shaping => shaping.Link == link) ?? new LinkShaping(link, null, null));
        var others = State.Shaping.Where(shaping => shaping.Link != link);
        State = State with
        {
            Shaping = after is { Leaving: null, Redirect: null, Foreign: null } ? [.. others] : [.. others, after],
        };
    }

    private void AddAddress(Change.AddAddress change)
    {
        State = State.WithAddress(change.Link, change.Address, change.Own);
        foreach (var follower in change.Followers)
            State = State.WithoutAddress(change.Link, follower.Address).WithAddress(change.Link, follower.Address, follower.Own);
    }

    private void Create(Change.CreateLink change)
    {
        Create(change.Name, change.Settings);
        if (change.Settings.Makes(change.Name) is { } pair)
            Create(pair, new VethLink(change.Name));
    }

    private void Create(string name, LinkSettings settings)
    {
        if (State.Links.ContainsKey(name))
            throw new ApplyException($"create {name}", 17, "File exists");
        if (State.Links.Values.FirstOrDefault(link => KernelRules.CannotBeBeside(link, settings)) is { } twin)
            throw new ApplyException($"create {name}", 17, $"File exists ({twin.Name})");
        if (settings.Needs.Any(need => !State.Links.ContainsKey(need)))
            throw new ApplyException($"create {name}", 19, "No such device");
        State = State with
        {
            Links = State.Links.With(name, new ObservedLink
            {
                Name = name,
                Index = State.Links.Values.Max(l => l.Index) + 1,
                Kind = settings is BridgeLink ? LinkKind.Bridge : LinkKind.Virtual,
                Settings = settings,
                Mtu = settings.NewMtu(settings.Needs.Count > 0 ? State.Links[settings.Needs[0]].Mtu : null),
                Up = false,
                Alias = ObservedLink.OwnAlias,
                Vlans = settings is BridgeLink ? [PortVlan.Usual] : [],
            }),
        };
    }

    /// <summary>A bridge that goes lets its ports go; what stands on a link, and the other end of a pair, go with it.</summary>
    private void Delete(Change.DeleteLink change)
    {
        var gone = new HashSet<string> { change.Name };
        while (State.Links.Values.FirstOrDefault(l => !gone.Contains(l.Name) && GoesWith(l, gone)) is { } next)
            gone.Add(next.Name);
        foreach (var port in State.Links.Values.Where(l => l.Master is { } master && gone.Contains(master)).ToList())
            State = State.WithMaster(port.Name, null);
        State = State with
        {
            Links = State.Links.Where(l => !gone.Contains(l.Key)).ToValueMap(),
            Routes = [.. State.Routes.Where(r => r.Link is null || !gone.Contains(r.Link))],
            Shaping = [.. State.Shaping.Where(s => !gone.Contains(s.Link))],
        };
    }

    private static bool GoesWith(ObservedLink link, HashSet<string> gone) =>
        link.Settings is { } settings && (settings.Needs.Any(gone.Contains) || (settings is VethLink veth && gone.Contains(veth.Peer)));

    private void Edit(string link, Func<ObservedLink, ObservedLink> edit) => State = State.WithLink(link, edit);

    private void Service(string name, Func<ObservedService, ObservedService> edit) => State = State with
    {
        Services = State.Services.With(name, edit(
            State.Services.TryGetValue(name, out var found) ? found : new ObservedService(false, ValueMap<string, ServiceFile>.Empty))),
    };
}
