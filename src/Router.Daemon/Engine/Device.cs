using Router.Core.Boards;
using Router.Core.Config.Help;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.State;
using Router.Core.Values;
using Router.Daemon.Edges;

namespace Router.Daemon.Engine;

/// <summary>What of this machine a configuration is built for, and does not change while the daemon runs.</summary>
internal sealed record Machine(BoardPorts Board, ISecretStore Secrets, BaseAccounts Accounts, SetFileFolder SetFiles);

/// <summary>The router underneath, by way of the core's planner and transaction.</summary>
internal sealed class Device(INetworkState state, IChangeApplier applier, Machine machine) : IDevice
{
    private readonly Transaction transaction = new(state, applier);
    private volatile IReadOnlyDictionary<string, string> failures = new Dictionary<string, string>();

    public Machine Machine => machine;

    /// <summary>By service: why it did not start when it last should have.</summary>
    public IReadOnlyDictionary<string, string> Failures => failures;

    /// <summary>What was last applied; null: nothing yet.</summary>
    public DesiredState? Intent { get; private set; }

    public Surroundings Surroundings => new(machine.Board, [.. machine.Secrets.Names()], machine.SetFiles);

    public async Task<BuildResult> BuildAsync(RouterConfig config, CancellationToken stopping) =>
        DesiredStateBuilder.Build(config, await ContextAsync(skipMissingPorts: false, stopping));

    public async Task<IReadOnlyList<Problem>> PortProblemsAsync(RouterConfig config, CancellationToken stopping)
    {
        var problems = new List<Problem>();
        _ = Topology.Resolve(config, await ContextAsync(skipMissingPorts: false, stopping), problems);
        return problems;
    }

    public async Task<IReadOnlyList<string>> ApplyAsync(DesiredState desired, CancellationToken stopping)
    {
        var plan = await RunAsync(desired, stopping);
        failures = new Dictionary<string, string>();
        return plan;
    }

    public async Task<IReadOnlyList<string>> ApplyAsync(RouterConfig config, CancellationToken stopping) =>
        await ApplyAsync(await BuildWhatIsHereAsync(config, stopping), stopping);

    public async Task<IReadOnlyList<string>> ApplyNetworkAsync(RouterConfig config, CancellationToken stopping) =>
        await RunAsync((await BuildWhatIsHereAsync(config, stopping)).NetworkOnly(), stopping);

    public async Task<IReadOnlyList<string>> StartServicesAsync(RouterConfig config, CancellationToken stopping)
    {
        DesiredState desired;
        try
        {
            desired = await BuildWhatIsHereAsync(config, stopping);
        }
        catch (Exception exception) when (exception is ApplyException or InvalidDocumentException or IOException)
        {
            return [$"no service runs: {exception.Message}"];
        }
        var failed = new Dictionary<string, string>();
        foreach (var service in desired.Services)
        {
            try
            {
                await RunAsync(desired with { Services = [service] }, stopping);
            }
            catch (Exception exception) when (exception is ApplyException or InvalidDocumentException or IOException)
            {
                failed[service.Name] = exception.Message;
            }
            failures = new Dictionary<string, string>(failed);
        }
        Intent = desired;
        return [.. failed.Select(f => $"{f.Key} does not run: {f.Value}")];
    }

    /// <summary>The admin's names beside the kernel's, as things are now.</summary>
    public async Task<(Topology Topology, IReadOnlyList<ObservedLink> Links)> TopologyAsync(RouterConfig config, CancellationToken stopping)
    {
        var context = await ContextAsync(skipMissingPorts: true, stopping, counters: true);
        return (Topology.Resolve(config, context, []), context.Links);
    }

    /// <summary>What is wanted, beside what is there.</summary>
    public async Task<(DesiredState Desired, ObservedState Observed)> ObserveAsync(RouterConfig config, CancellationToken stopping)
    {
        var desired = await BuildWhatIsHereAsync(config, stopping);
        return (desired, await state.ReadAsync(desired, stopping));
    }

    /// <summary>The steps to a state, checked and not taken, and what is there.</summary>
    /// <exception cref="InvalidDocumentException">A check refused it.</exception>
    public async Task<(ValueList<Change> Plan, ObservedState Observed)> PlanAsync(DesiredState desired, CancellationToken stopping)
    {
        var result = await transaction.RunAsync(desired, dryRun: true, applied: null, stopping);
        _ = Steps(result);
        return (result is TransactionResult.Planned planned ? planned.Plan : [], await state.ReadAsync(desired, stopping));
    }

    /// <summary>What was applied and is not so any more, as the steps back to it.</summary>
    public async Task<ValueList<Change>> DriftAsync(DesiredState intent, CancellationToken stopping) =>
        Planner.Plan(intent, await state.ReadAsync(intent, stopping));

    /// <summary>Set files that are not what they were when the configuration was checked, a line each.</summary>
    public IReadOnlyList<string> StaleSetFiles(RouterConfig config) =>
    [
        .. config.Firewall.Sets.Values.Where(set => set.File is { } name && machine.SetFiles.Digest(name) != set.Digest)
            .Select(set => set.File!).Distinct().Select(name => $"set file {name} is not as it was applied: a commit takes it"),
    ];

    /// <summary>Where the set files of a configuration are.</summary>
    public IEnumerable<string> SetFilePlaces(RouterConfig config) =>
        config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Select(machine.SetFiles.PlaceOf);

    /// <summary>What the configuration means with the ports that are here now, where that is other ports than were applied; null: the same.</summary>
    public async Task<DesiredState?> WithPortsOfNowAsync(RouterConfig config, CancellationToken stopping)
    {
        var now = await BuildWhatIsHereAsync(config, stopping);
        return Intent is { } before && before.Links.Keys.ToHashSet().SetEquals(now.Links.Keys) ? null : now;
    }

    private async Task<BuildContext> ContextAsync(bool skipMissingPorts, CancellationToken stopping, bool counters = false) =>
        new(machine.Board, await state.ReadLinksAsync(counters, stopping), machine.Secrets, machine.Accounts) { SkipMissingPorts = skipMissingPorts };

    // Commits have been checked with all ports; at boot, and on the way back, a port that is gone must not stop the rest.
    private async Task<DesiredState> BuildWhatIsHereAsync(RouterConfig config, CancellationToken stopping)
    {
        var built = DesiredStateBuilder.Build(config, await ContextAsync(skipMissingPorts: true, stopping));
        return built.State ?? throw new InvalidDocumentException("this router cannot be so", built.Problems);
    }

    private async Task<IReadOnlyList<string>> RunAsync(DesiredState desired, CancellationToken stopping)
    {
        var plan = Steps(await transaction.RunAsync(desired, dryRun: false, applied: null, stopping));
        Intent = desired;
        return plan;
    }

    private static IReadOnlyList<string> Steps(TransactionResult result) =>
        result switch
        {
            TransactionResult.Unchanged => [],
            TransactionResult.Planned planned => [.. planned.Plan.Select(PlanText.Line)],
            TransactionResult.Applied applied => [.. applied.Plan.Select(PlanText.Line)],
            TransactionResult.Refused refused => throw new InvalidDocumentException(
                "a check refused it; nothing was touched", [.. refused.Reasons.Select(reason => new Problem("", reason))]),
            TransactionResult.Failed failed => throw new ApplyException("apply", 0, Explain(failed)),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };

    private static string Explain(TransactionResult.Failed failed) => failed.NotUndone.Count == 0
        ? failed.Reason
        : $"{failed.Reason}; not taken back: {string.Join("; ", failed.NotUndone)}";
}
