using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>The router underneath, by way of the core's planner, transaction and settlement.</summary>
internal sealed class Device(INetworkState state, IChangeApplier applier, Machine machine, IValueStore values) : IDevice
{
    private static readonly Shortfall WithoutFirewall = new(
        Shortfall.AllServices, null, "no firewall can be loaded, so only accounts, SSH and the DHCP clients run");

    private readonly Transaction transaction = new(state, applier);
    private readonly ShortfallList missing = new();
    private volatile IReadOnlyList<Waiting> waiting = [];

    public Machine Machine => machine;

    public BoardFacts Board => machine.Board;

    public IReadOnlyList<string> Shortfalls => missing.Lines;

    /// <summary>By service: why it did not start when it last should have.</summary>
    public IReadOnlyDictionary<string, string> Failures => missing.Services;

    /// <summary>What is wanted and cannot be yet, as of the last look.</summary>
    public IReadOnlyList<Waiting> Waiting => waiting;

    /// <summary>What was last applied; null: nothing yet.</summary>
    public DesiredState? Intent { get; private set; }

    public Surroundings Around(KeptValues kept) =>
        new(machine.Board, Secrets(kept).Names(), new KeptSetFiles(kept, values, machine.SetFiles));

    /// <summary>Secrets as they were kept with a configuration.</summary>
    public ISecretStore Secrets(KeptValues kept) => new KeptSecrets(kept, values, machine.Secrets);

    public async Task<BuildResult> BuildAsync(CheckedDocument content, CancellationToken stopping) =>
        DesiredStateBuilder.Build(content.Config, await ContextAsync(content.Kept, partial: false, stopping));

    public async Task<IReadOnlyList<Problem>> PortProblemsAsync(RouterConfig config, CancellationToken stopping)
    {
        var problems = new List<Problem>();
        _ = Topology.Resolve(config, await ContextAsync(KeptValues.None, partial: false, stopping), problems);
        return problems;
    }

    /// <summary>Brings the sets that hold lists to what these say now; what else runs stays.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public Task FillSetsAsync(CancellationToken stopping) =>
        Intent is { } intent ? applier.FillAsync(intent.Ruleset, stopping) : Task.CompletedTask;

    public async Task<IReadOnlyList<string>> ApplyAsync(DesiredState desired, CancellationToken stopping)
    {
        var result = await transaction.RunAsync(desired, dryRun: false, applied: null, stopping);
        var plan = Steps(result);
        waiting = result.Waiting;
        Intent = desired;
        missing.Clear();
        return plan;
    }

    public async Task<IReadOnlyList<string>> SettleNetworkAsync(CheckedDocument content, CancellationToken stopping)
    {
        missing.Clear();
        if (await TryBuildAsync(content, Shortfall.Network, stopping) is not var (desired, context, problems))
            return [];
        var settlement = new Settlement(state, applier);
        missing.Begin(problems);
        missing.Guarded = await settlement.NetworkAsync(desired, () => Rescue(content, context), stopping);
        applier.Adopt(desired);
        missing.Add(settlement.Shortfalls);
        return [.. settlement.Done.Select(PlanText.Line)];
    }

    public async Task<IReadOnlyList<string>> SettleServicesAsync(CheckedDocument content, CancellationToken stopping)
    {
        // Addresses and links of the network are there by now, and a DHCP client may be wanted on one of them.
        if (await TryBuildAsync(content, Shortfall.AllServices, stopping) is not var (desired, _, _))
            return [];
        var settlement = new Settlement(state, applier);
        await settlement.ServicesAsync(missing.Guarded ? desired : desired.WithoutFirewall(), stopping);
        Intent = desired;
        missing.Add(settlement.Shortfalls);
        if (!missing.Guarded)
            missing.Add([WithoutFirewall]);
        return [.. settlement.Done.Select(PlanText.Line)];
    }

    public async Task<IReadOnlyList<string>> RetryAsync(CheckedDocument content, CancellationToken stopping)
    {
        var (desired, context, problems) = await BuildWhatIsHereAsync(content, stopping);
        var others = Intent is { } before && !missing.IsWhole ? Lines(Planner.Plan(before, await state.ReadAsync(before, stopping))) : [];
        var (steps, services) = (missing.Steps, missing.Services);
        // What does not start is started with files of ours: another's may be why.
        var settlement = new Settlement(state, applier, change =>
            PlanText.Line(change) is var line
            && (steps.Contains(line) || !others.Contains(line) || (change.FilesOf is { } service && services.ContainsKey(service))));
        var guarded = await settlement.NetworkAsync(desired, () => Rescue(content, context), stopping);
        await settlement.ServicesAsync(guarded ? desired : desired.WithoutFirewall(), stopping);
        Intent = desired;
        missing.Begin(problems);
        missing.Guarded = guarded;
        missing.Add(settlement.Shortfalls);
        if (!guarded)
            missing.Add([WithoutFirewall]);
        return [.. settlement.Done.Select(PlanText.Line)];
    }

    /// <summary>The admin's names beside the kernel's, as things are now.</summary>
    public async Task<(Topology Topology, IReadOnlyList<ObservedLink> Links)> TopologyAsync(RouterConfig config, CancellationToken stopping)
    {
        var context = await ContextAsync(KeptValues.None, partial: true, stopping, counters: true);
        return (Topology.Resolve(config, context, []), context.Links);
    }

    /// <summary>What is wanted, beside what is there.</summary>
    public async Task<(DesiredState Desired, ObservedState Observed)> ObserveAsync(CheckedDocument content, CancellationToken stopping)
    {
        var (desired, _, _) = await BuildWhatIsHereAsync(content, stopping);
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
        Drift(intent, await state.ReadAsync(intent, stopping));

    /// <summary>
    /// Puts the routes that waited and can be now, then says what is not as it was applied. <paramref name="shaken"/>: indexes of links
    /// that were down or lost an address since the last look.
    /// </summary>
    public async Task<DriftLook> LookAsync(DesiredState intent, IReadOnlySet<int> shaken, CancellationToken stopping)
    {
        var (put, refused) = (new List<string>(), new List<string>());
        var observed = await state.ReadAsync(intent, stopping);
        foreach (var route in DueRoutes.Of(intent, observed, waiting, shaken))
        {
            try
            {
                await applier.ApplyAsync(new Change.AddRoute(route), stopping);
                put.Add(PlanText.Subject(route));
            }
            catch (ApplyException exception)
            {
                refused.Add(exception.Message);
            }
        }
        return new DriftLook(put, refused, Drift(intent, put.Count == 0 ? observed : await state.ReadAsync(intent, stopping)));
    }

    /// <summary>
    /// Whether others changed files that decide who gets in; what of them could not be written is not meant, which <see cref="RetryAsync"/>
    /// tries again.
    /// </summary>
    public bool ClosesTheWayIn(DesiredState intent, ValueList<Change> steps)
    {
        var (gates, known) = (Gates(intent), missing.Steps);
        return steps.Any(step => step.FilesOf is { } service && gates.Contains(service) && !known.Contains(PlanText.Line(step)));
    }

    /// <summary>Makes the files that decide who gets in as configured again.</summary>
    public async Task OpenTheWayInAsync(DesiredState intent, CancellationToken stopping)
    {
        var (gates, known) = (Gates(intent), missing.Steps);
        var settlement = new Settlement(
            state,
            applier,
            change => (change.FilesOf ?? (change as Change.RefreshService)?.Name) is { } service && gates.Contains(service));
        await settlement.ServicesAsync(missing.Guarded ? intent : intent.WithoutFirewall(), stopping);
        missing.Add(settlement.Shortfalls.Where(shortfall => shortfall.Step is null || !known.Contains(shortfall.Step)));
    }

    private static HashSet<string> Gates(DesiredState intent) =>
        [.. intent.Services.Where(service => service.LetsIn).Select(service => service.Name)];

    private ValueList<Change> Drift(DesiredState intent, ObservedState observed)
    {
        var outline = Planner.Outline(intent, observed);
        waiting = outline.Waiting;
        missing.Add(Ended(outline.Steps, observed));
        return outline.Steps;
    }

    /// <summary>Services that ended whenever they were started: like those that do not start they are tried again.</summary>
    private List<Shortfall> Ended(ValueList<Change> steps, ObservedState observed)
    {
        var known = missing.Services;
        return [.. steps.OfType<Change.StartService>()
            .Where(step => !known.ContainsKey(step.Name) && observed.Services.TryGetValue(step.Name, out var service) && service.GaveUp)
            .Select(step => new Shortfall(step.Name, PlanText.Line(step), "it ends as soon as it is started; show log may say why"))];
    }

    /// <summary>Set files that are not what they were when the configuration was checked, a line each.</summary>
    public IReadOnlyList<string> StaleSetFiles(RouterConfig config) =>
    [
        .. config.Firewall.Sets.Values
            .Where(set => set.File is not null)
            .DistinctBy(set => set.File)
            .Select(set => Stale(set.File!, set.Digest))
            .OfType<string>(),
    ];

    private string? Stale(string name, string? digest)
    {
        try
        {
            return machine.SetFiles.Digest(name) == digest ? null : $"set file {name} is not as it was applied: a commit takes it";
        }
        catch (IOException exception)
        {
            return $"set file {name} cannot be read: {exception.Message}";
        }
    }

    /// <summary>Where the set files of a configuration are.</summary>
    public IEnumerable<string> SetFilePlaces(RouterConfig config) =>
        config.Firewall.Sets.Values.Select(set => set.File).OfType<string>().Select(machine.SetFiles.PlaceOf);

    /// <summary>
    /// What the configuration means with the ports that are here now, where that is other ports than were applied; null: the same.
    /// </summary>
    public async Task<DesiredState?> WithPortsOfNowAsync(CheckedDocument content, CancellationToken stopping)
    {
        var (now, _, _) = await BuildWhatIsHereAsync(content, stopping);
        return Intent is { } before && before.Links.Keys.ToHashSet().SetEquals(now.Links.Keys) ? null : now;
    }

    private async Task<BuildContext> ContextAsync(KeptValues kept, bool partial, CancellationToken stopping, bool counters = false) =>
        new(machine.Board, await state.ReadLinksAsync(counters, stopping), Secrets(kept), machine.Accounts)
        {
            Partial = partial,
            Salt = machine.Salt
        };

    /// <summary>Null: what is there cannot be read, which is told; it is tried again.</summary>
    private async Task<(DesiredState Desired, BuildContext Context, IReadOnlyList<Problem> Problems)?> TryBuildAsync(
        CheckedDocument content, string subject, CancellationToken stopping)
    {
        try
        {
            return await BuildWhatIsHereAsync(content, stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            missing.Add([new Shortfall(subject, null, $"what is there cannot be read: {exception.Message}")]);
            return null;
        }
    }

    // Commits have been checked with all there is; at boot, and on the way back, what is gone must not stop the rest.
    private async Task<(DesiredState Desired, BuildContext Context, IReadOnlyList<Problem> Problems)> BuildWhatIsHereAsync(
        CheckedDocument content, CancellationToken stopping)
    {
        var context = await ContextAsync(content.Kept, partial: true, stopping);
        var built = DesiredStateBuilder.Build(content.Config, context);
        return (built.State!, context, built.Problems);
    }

    private static Ruleset Rescue(CheckedDocument content, BuildContext context) =>
        RescueRuleset.Build(content.Config, Topology.Resolve(content.Config, context, []));

    private static HashSet<string> Lines(IEnumerable<Change> plan) => [.. plan.Select(PlanText.Line)];

    private static IReadOnlyList<string> Steps(TransactionResult result) =>
        result switch
        {
            TransactionResult.Unchanged => [],
            TransactionResult.Planned planned => [.. planned.Plan.Select(PlanText.Line)],
            TransactionResult.Applied applied => [.. applied.Plan.Select(PlanText.Line)],
            TransactionResult.Refused refused => throw new InvalidDocumentException(
                "a check refused it; nothing was touched", [.. refused.Reasons.Select(reason => new Problem("", reason))]),
            TransactionResult.Failed { NotUndone.Count: 0 } failed => throw new ApplyException("apply", 0, failed.Reason),
            TransactionResult.Failed failed =>
                throw new NotTakenBackException($"apply: {failed.Reason}; not taken back: {string.Join("; ", failed.NotUndone)}"),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
}
