using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>Routes, and the rules that say which table is asked; the new before the old goes.</summary>
internal sealed class RoutePlanner(DesiredState desired, ObservedState observed, LinkWork work, List<Change> plan)
{
    private readonly List<(Route Route, string Reason)> waiting = [];
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
    public IReadOnlyList<Waiting> Waiting => [.. waiting.Select(waits => new Waiting(PlanText.Subject(waits.Route), waits.Reason))];

    /// <summary>The routes that have to come when all is gone that goes.</summary>
    public void PlanLater() => plan.AddRange(postponed.Select(route => new Change.AddRoute(route)));

    private void PlanRoutes(bool isQuiet)
    {
        var wanted = desired.Routes.ToHashSet();
        if (isQuiet && wanted.SetEquals(work.Routes))
            return;
        there.UnionWith(work.Routes);
        if (wanted.Any(route => route.Link is null))
            there.UnionWith(work.Routes.Select(AnyLink));
        var after = new LinksAfterwards(desired, work);
        // Of a thousand routes that are there, over links that stay as they are, none is worth more than a look.
        var unsettled = wanted.Where(route => route.Link is not { } link || !there.Contains(route) || !after.IsUnchanged(link));
        var now = Sort(unsettled, after);
        wanted.ExceptWith(postponed);
        wanted.ExceptWith(waiting.Select(waits => waits.Route));
        foreach (var route in now.Where(route => !there.Contains(route)))
        {
            foreach (var other in work.Routes.Where(other => AreMixedUp(route, other) && IsUnwanted(other)).ToList())
                work.RemoveRoute(other);
            plan.Add(new Change.AddRoute(route));
        }
        work.RemoveRoutes(IsUnwanted);

        bool IsUnwanted(Route route) => !wanted.Contains(route) && !wanted.Contains(AnyLink(route));
    }

    /// <summary>
    /// To take away an IPv6 route without a gateway is for the kernel to take away one that may have any; and of two routes that share a
    /// way it takes either, where one of them has several.
    /// </summary>
    private static bool AreMixedUp(Route one, Route other) =>
        one.Destination.Equals(other.Destination) && (one.Table, one.Metric) == (other.Table, other.Metric) && one.IsIPv6 == other.IsIPv6
        && (one.NextHops.Count + other.NextHops.Count > 0
            ? one.IsIPv6 || one.Single.Any(way => other.Single.Any(theirs => Equals(way.Gateway, theirs.Gateway)))
            : one.IsIPv6 && (one.Gateway is null || other.Gateway is null));

    /// <summary>
    /// Those that can be there with the links as they will be: at once, or when the addresses are gone that go. The others wait.
    /// </summary>
    private List<Route> Sort(IEnumerable<Route> routes, LinksAfterwards after)
    {
        var reach = new RouteReach(after.Find, () => after.All, RouteReach.OnLink(desired, observed));
        var now = new List<Route>();
        // A route on the link may be what another one's gateway is known by.
        foreach (var route in routes.OrderBy(route => route is not { Type: RouteType.Unicast, Gateway: null, NextHops.Count: 0 }))
        {
            var obstacle = reach.Obstacle(route);
            if (obstacle is { } waits && (waits.TakesRoute || after.TakesAlong(route) || !there.Contains(route)))
                waiting.Add((route, waits.Reason));
            else if (obstacle is null && after.TakesAlong(route))
                postponed.Add(route);
            else if (obstacle is null && !there.Contains(route)
                && route.Single.Any(way => way.Gateway is { } gateway && after.Goes(gateway)))
                postponed.Add(route);
            else
                now.Add(route);
        }
        return now;
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
