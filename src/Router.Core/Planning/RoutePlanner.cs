using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>Routes, and the rules that say which table is asked; the new before the old goes.</summary>
internal sealed class RoutePlanner(DesiredState desired, ObservedState observed, LinkWork work, List<Change> plan)
{
    private readonly List<Waiting> waiting = [];
    private readonly List<Route> postponed = [];
    private readonly HashSet<Route> there = [];

    /// <summary><paramref name="isQuiet"/>: nothing happens to links and addresses, now or later.</summary>
    public static RoutePlanner Plan(DesiredState desired, ObservedState observed, LinkWork work, List<Change> plan, bool isQuiet)
    {
        var planner = new RoutePlanner(desired, observed, work, plan);
        planner.PlanRoutes(isQuiet);
        planner.PlanRules();
        return planner;
    }

    /// <summary>Routes that cannot be yet.</summary>
    public IReadOnlyList<Waiting> Waiting => waiting;

    /// <summary>The routes that have to come when all is gone that goes.</summary>
    public void PlanLater() => plan.AddRange(postponed.Select(route => new Change.AddRoute(route)));

    private void PlanRoutes(bool isQuiet)
    {
        var wanted = desired.Routes.ToHashSet();
        if (isQuiet && wanted.SetEquals(work.Routes))
            return;
        there.UnionWith(work.Routes.Concat(work.Routes.Select(AnyLink)));
        var (now, later) = Sort(desired.Routes);
        foreach (var route in now.Where(route => !there.Contains(route)))
        {
            foreach (var other in work.Routes.Where(other => AreMixedUp(route, other) && IsUnwanted(other)).ToList())
                work.RemoveRoute(other);
            plan.Add(new Change.AddRoute(route));
        }
        work.RemoveRoutes(IsUnwanted);
        postponed.AddRange(later);

        bool IsUnwanted(Route route) => !now.Contains(route) && !now.Contains(AnyLink(route));
    }

    /// <summary>To take away an IPv6 route without a gateway is for the kernel to take away one that may have any.</summary>
    private static bool AreMixedUp(Route one, Route other) =>
        one.IsIPv6 && one.Destination.Equals(other.Destination) && (one.Table, one.Metric) == (other.Table, other.Metric)
        && (one.Gateway is null || other.Gateway is null);

    /// <summary>
    /// Those that can be there with the links as they will be: at once, or when the addresses are gone that go. The others wait.
    /// </summary>
    private (HashSet<Route> Now, List<Route> Later) Sort(IEnumerable<Route> routes)
    {
        var after = new LinksAfterwards(desired, work);
        var reach = new RouteReach(after.Find, () => after.All, RouteReach.OnLink(desired, observed));
        var (now, later) = (new HashSet<Route>(), new List<Route>());
        // A route on the link may be what another one's gateway is known by.
        foreach (var route in routes.OrderBy(route => route is not { Type: RouteType.Unicast, Gateway: null }))
        {
            var obstacle = reach.Obstacle(route);
            if (obstacle is { } waits && (waits.TakesRoute || after.TakesAlong(route) || !there.Contains(route)))
                waiting.Add(new Waiting(PlanText.Subject(route), waits.Reason));
            else if (obstacle is null && after.TakesAlong(route))
                later.Add(route);
            else if (obstacle is null && route.Gateway is { } gateway && after.Goes(gateway) && !there.Contains(route))
                later.Add(route);
            else
                now.Add(route);
        }
        return (now, later);
    }

    private void PlanRules()
    {
        var before = observed.RoutingRules.Except(desired.RoutingRules).ToList();
        foreach (var rule in desired.RoutingRules.Except(observed.RoutingRules))
        {
            // What is not given matches everything, also when the kernel looks for the rule that is to go or is there already.
            foreach (var old in before.Where(old => (old.IPv6, old.Priority, old.Table) == (rule.IPv6, rule.Priority, rule.Table)).ToList())
            {
                plan.Add(new Change.RemoveRoutingRule(old));
                before.Remove(old);
            }
            plan.Add(new Change.AddRoutingRule(rule));
        }
        foreach (var rule in before)
            plan.Add(new Change.RemoveRoutingRule(rule));
    }

    /// <summary>Of a gateway on no configured network (DHCP's) only the kernel knows the link.</summary>
    private static Route AnyLink(Route route) => route.Gateway is null ? route : route with { Link = null };
}
