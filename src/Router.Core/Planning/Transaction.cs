using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>Observe, plan, check, apply, observe again; take everything back if anything is not as it should be.</summary>
public sealed class Transaction(INetworkState state, IChangeApplier applier)
{
    /// <summary>
    /// <paramref name="applied"/> is told of each step after it was done. Whatever ends the steps early, a cancellation too,
    /// takes everything back first. A cancellation then comes out as <see cref="OperationCanceledException"/>, unless
    /// something could not be taken back: that is told instead.
    /// </summary>
    public async Task<TransactionResult> RunAsync(
        DesiredState desired, bool dryRun, Action<Change>? applied, CancellationToken stopping)
    {
        var outline = Planner.Outline(desired, await state.ReadAsync(desired, stopping));
        return await RunAsync(desired, outline, dryRun, applied, stopping) with { Waiting = outline.Waiting };
    }

    private async Task<TransactionResult> RunAsync(
        DesiredState desired, PlanOutline outline, bool dryRun, Action<Change>? applied, CancellationToken stopping)
    {
        var plan = outline.Steps;
        if (plan.Count == 0)
            return new TransactionResult.Unchanged();
        // The ruleset comes first, and whole or not at all: loading it is its check. Checked apart it would be read twice.
        var toCheck = dryRun ? plan : [.. plan.Where(change => change is not Change.ReplaceFirewall)];
        var reasons = await applier.CheckAsync(toCheck, desired, stopping);
        if (reasons.Count > 0)
            return new TransactionResult.Refused(plan, [.. reasons]);
        if (dryRun)
            return new TransactionResult.Planned(plan);

        return await ApplyAsync(desired, outline, applied, stopping);
    }

    private async Task<TransactionResult> ApplyAsync(
        DesiredState desired, PlanOutline outline, Action<Change>? applied, CancellationToken stopping)
    {
        var plan = outline.Steps;
        var done = new List<Change>();
        try
        {
            foreach (var change in plan)
            {
                // A service that failed to start, stop or restart may be anywhere between: it is taken back as well.
                var service = change is Change.StartService or Change.StopService or Change.RefreshService;
                if (service)
                    done.Add(change);
                await applier.ApplyAsync(change, stopping);
                if (!service)
                    done.Add(change);
                applied?.Invoke(change);
            }
            var rest = outline.Rest(Planner.Plan(desired, await state.ReadAsync(desired, stopping)));
            return rest.Count == 0
                ? new TransactionResult.Applied(plan)
                : new TransactionResult.Failed(
                    plan, $"the device is not as planned afterwards: {PlanText.Line(rest[0])}", await UndoAsync(done));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            var left = await UndoAsync(done);
            if (left.Count == 0)
                throw;
            return new TransactionResult.Failed(plan, "it was stopped before it was done", left);
        }
        catch (Exception e)
        {
            return new TransactionResult.Failed(plan, e.Message, await UndoAsync(done));
        }
    }

    /// <summary>
    /// In reverse, and to the end whatever happens. Services are told last, when all their files are back: told in turn they
    /// would read what is about to be replaced.
    /// </summary>
    private async Task<ValueList<string>> UndoAsync(List<Change> done)
    {
        var failures = new List<string>();
        var backward = done.AsEnumerable().Reverse().ToList();
        foreach (var change in backward.Where(c => c is not Change.RefreshService).Concat(backward.Where(c => c is Change.RefreshService)))
        {
            try
            {
                await applier.UndoAsync(change, CancellationToken.None);
            }
            catch (Exception e)
            {
                failures.Add($"{PlanText.Line(change)}: {e.Message}");
            }
        }
        return [.. failures];
    }
}
