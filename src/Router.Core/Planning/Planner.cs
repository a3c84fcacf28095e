using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>
/// The steps from what is there to what is wanted. Equal states give none. The firewall comes first, so that no packet ever
/// meets a link without its rules; then links, with everything added before anything is taken away; services last.
/// </summary>
public static class Planner
{
    public static ValueList<Change> Plan(DesiredState desired, ObservedState observed) => Outline(desired, observed).Steps;

    /// <summary>
    /// The steps, and what is wanted but cannot be with what is there: it waits, and is no reason to leave the rest undone.
    /// </summary>
    public static PlanOutline Outline(DesiredState desired, ObservedState observed)
    {
        var plan = new List<Change>();
        if (observed.RulesetFingerprint != desired.Ruleset.Fingerprint)
            plan.Add(new Change.ReplaceFirewall(desired.Ruleset, observed.RulesetFingerprint));
        if (observed.Hostname != desired.Hostname)
            plan.Add(new Change.SetHostname(desired.Hostname, observed.Hostname));
        foreach (var (key, value) in desired.Sysctls)
        {
            if (observed.Sysctls.TryGetValue(key, out var before) && before != value)
                plan.Add(new Change.SetSysctl(key, value, before));
        }
        var unset = TuningPlanner.Plan(desired, observed, plan);
        var links = plan.Count;
        var waiting = LinkPlanner.Plan(desired, observed, plan);
        NeighbourPlanner.Plan(desired, observed, plan, links);
        var unshaped = ShapingPlanner.Plan(desired, observed, plan, links);
        foreach (var service in desired.Services)
            ServicePlanner.Plan(service, observed, plan);
        return new PlanOutline([.. plan], [.. desired.Waiting, .. unset, .. waiting, .. unshaped]);
    }

    /// <summary>The steps of one service.</summary>
    public static ValueList<Change> PlanService(DesiredService desired, ObservedState observed)
    {
        var plan = new List<Change>();
        ServicePlanner.Plan(desired, observed, plan);
        return [.. plan];
    }
}
