using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>Routes that waited and can be now, between commits: they come by themselves, whatever is to be done about drift.</summary>
public static class DueRoutes
{
    /// <summary>
    /// Wanted routes that are not there and that the kernel would take as things are. Of these not those that somebody took away: what is
    /// due waited when it was last looked (<paramref name="waited"/>), or has its gateway on no network of the document, or goes by one of
    /// the links (<paramref name="shaken"/>, by index) that were down or lost an address since: with these the kernel takes routes along.
    /// </summary>
    public static IReadOnlyList<Route> Of(
        DesiredState desired, ObservedState observed, IEnumerable<Waiting> waited, IReadOnlySet<int> shaken)
    {
        var there = observed.Routes.Concat(observed.Routes.Select(route => route with { Link = null })).ToHashSet();
        var missing = desired.Routes.Where(route => !there.Contains(route)).ToList();
        if (missing.Count == 0)
            return [];
        var reach = RouteReach.Now(desired, observed);
        var subjects = waited.Select(waits => waits.Subject).ToHashSet();
        return
        [
            .. missing.Where(route => IsMoved(route) && reach.Obstacle(route) is null)
                .OrderBy(route => route is not { Type: RouteType.Unicast, Gateway: null, NextHops.Count: 0 }),
        ];

        bool IsMoved(Route route) => subjects.Contains(PlanText.Subject(route)) || RouteReach.IsLearned(desired, route)
            || route.Single.Any(
                way => way.Link is { } name && observed.Links.TryGetValue(name, out var link) && shaken.Contains(link.Index));
    }
}
