using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>
/// Brings a device as near to a desired state as it goes: at boot, and on the way back. Other than a <see cref="Transaction"/>, a step that
/// fails costs what it is about and nothing else: it is told, and the rest goes on.
/// </summary>
/// <param name="may">Of the steps only these are taken; null: all.</param>
public sealed class Settlement(INetworkState state, IChangeApplier applier, Func<Change, bool>? may = null)
{
    /// <summary>A step may have to wait for one that comes later in the plan: the kernel then takes it at the next try.</summary>
    private const int Passes = 3;

    private readonly List<Change> done = [];
    private readonly List<Shortfall> shortfalls = [];

    /// <summary>What could not be brought about.</summary>
    public IReadOnlyList<Shortfall> Shortfalls => shortfalls;

    /// <summary>The steps that were taken.</summary>
    public IReadOnlyList<Change> Done => done;

    /// <summary>
    /// Firewall, links, addresses, routes. Where the ruleset cannot be loaded and none of ours is, <paramref name="rescue"/> is; false: not
    /// even that.
    /// </summary>
    public async Task<bool> NetworkAsync(DesiredState desired, Func<Ruleset> rescue, CancellationToken stopping)
    {
        var (guarded, wanted, failures) = (true, desired.NetworkOnly(), new Dictionary<string, string>());
        var rest = await PlanAsync(wanted, stopping);
        for (var pass = 0; pass < Passes && rest is { Count: > 0 }; pass++)
        {
            var before = done.Count;
            failures.Clear();
            foreach (var change in rest)
            {
                if (await TryAsync(change, stopping) is not { } reason)
                    continue;
                failures[PlanText.Line(change)] = reason;
                if (!guarded || change is not Change.ReplaceFirewall { FingerprintBefore: null }
                    || await TryAsync(new Change.ReplaceFirewall(rescue(), null), stopping) is null)
                    continue;
                // Links come without rules only when it is planned again, with nothing forwarded.
                (guarded, wanted) = (false, desired.WithoutFirewall().NetworkOnly());
                break;
            }
            if (done.Count == before && guarded)
                break;
            rest = await PlanAsync(wanted, stopping);
        }
        // What is wanted without a firewall is less than what is wanted.
        foreach (var change in (guarded ? rest : await PlanAsync(desired.NetworkOnly(), stopping)) ?? [])
        {
            var line = PlanText.Line(change);
            shortfalls.Add(new Shortfall(Shortfall.Network, line, failures.GetValueOrDefault(line) ?? "the kernel does not keep it"));
        }
        return guarded;
    }

    /// <summary>The services in their order, each by itself.</summary>
    public async Task ServicesAsync(DesiredState desired, CancellationToken stopping)
    {
        if (await ReadAsync(desired, Shortfall.AllServices, stopping) is not { } observed)
            return;
        foreach (var service in desired.Services)
            await ServiceAsync(service, observed, stopping);
    }

    private async Task ServiceAsync(DesiredService service, ObservedState observed, CancellationToken stopping)
    {
        var failed = false;
        foreach (var change in Planner.PlanService(service, observed).Where(change => may?.Invoke(change) != false))
        {
            // With half of its files a service may let in whom it should not.
            var held = failed && !service.Essential && change is (Change.StartService or Change.RefreshService);
            if ((held ? "its files are not as they should be" : await TryAsync(change, stopping)) is not { } reason)
                continue;
            failed = true;
            shortfalls.Add(new Shortfall(service.Name, PlanText.Line(change), reason));
        }
    }

    /// <summary>The steps of the network; null: nobody could look, which is told.</summary>
    private async Task<IReadOnlyList<Change>?> PlanAsync(DesiredState desired, CancellationToken stopping) =>
        await ReadAsync(desired, Shortfall.Network, stopping) is { } observed
            ? [.. Planner.Plan(desired, observed).Where(change => may?.Invoke(change) != false)]
            : null;

    private async Task<ObservedState?> ReadAsync(DesiredState desired, string subject, CancellationToken stopping)
    {
        try
        {
            return await state.ReadAsync(desired, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            shortfalls.Add(new Shortfall(subject, null, $"what is there cannot be read: {exception.Message}"));
            return null;
        }
    }

    /// <summary>Null: done.</summary>
    private async Task<string?> TryAsync(Change change, CancellationToken stopping)
    {
        try
        {
            await applier.ApplyAsync(change, stopping);
            done.Add(change);
            return null;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            return exception.Message;
        }
    }
}
