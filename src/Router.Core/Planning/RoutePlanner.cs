using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>Routes, and the rules that say which table is asked; the new before the old goes.</summary>
internal static class RoutePlanner
{
    public static void Plan(DesiredState desired, ObservedState observed, LinkWork work, List<Change> plan)
    {
        PlanRoutes(desired, work, plan);
        foreach (var rule in desired.RoutingRules.Except(observed.RoutingRules))
            plan.Add(new Change.AddRoutingRule(rule));
        foreach (var rule in observed.RoutingRules.Except(desired.RoutingRules))
            plan.Add(new Change.RemoveRoutingRule(rule));
    }

    private static void PlanRoutes(DesiredState desired, LinkWork work, List<Change> plan)
    {
        var wanted = desired.Routes.ToHashSet();
        if (wanted.SetEquals(work.Routes))
            return;
        var there = work.Routes.Concat(work.Routes.Select(AnyLink)).ToHashSet();
        foreach (var route in desired.Routes.Where(route => !there.Contains(route)))
            plan.Add(new Change.AddRoute(route));
        foreach (var route in work.Routes.Where(route => !wanted.Contains(route) && !wanted.Contains(AnyLink(route))).ToList())
            work.RemoveRoute(route);
    }

    /// <summary>Of a gateway on no configured network (DHCP's) only the kernel knows the link.</summary>
    private static Route AnyLink(Route route) => route.Gateway is null ? route : route with { Link = null };
}
