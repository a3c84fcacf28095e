using Router.Core.Edges;
using Router.Core.State;
using Router.Documents;
using Router.Linux.Edges;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;

namespace Router.Netns.Tests.Namespaces;

/// <summary>
/// What the daemon sees, who asks only for what changed, held at every look against all that the kernel lists. What the kernel does in its
/// own time (carrier, IPv6 addresses that it tries first) may come between the two looks, so they have a while to agree.
/// </summary>
internal sealed class ComparedState(LinuxPaths paths) : INetworkState, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly LinuxNetworkState often = new(paths, new NoServices(), often: true);
    private readonly LinuxNetworkState once = new(paths, new NoServices());

    public void Dispose()
    {
        often.Dispose();
        once.Dispose();
    }

    public async Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping)
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var (seen, all) = (await often.ReadAsync(scope, stopping), await once.ReadAsync(scope, stopping));
            if (Steady(seen) == Steady(all))
                return seen;
            if (DateTime.UtcNow > until)
                throw new InvalidOperationException($"seen otherwise than it is: {Difference(seen, all)}");
            Thread.Sleep(10);
        }
    }

    public Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(bool counters, CancellationToken stopping) =>
        often.ReadLinksAsync(counters, stopping);

    /// <summary>The order of routes and rules is the kernel's own.</summary>
    private static ObservedState Steady(ObservedState state) => state with
    {
        Routes = state.Routes.OrderBy(route => route.ToString(), StringComparer.Ordinal).ToValueList(),
        RoutingRules = state.RoutingRules.OrderBy(rule => rule.ToString(), StringComparer.Ordinal).ToValueList(),
    };

    private static string Difference(ObservedState seen, ObservedState all) => string.Join(
        "; ",
        seen.Links.Keys.Union(all.Links.Keys).Where(name => !Equals(seen.Links.GetValueOrDefault(name), all.Links.GetValueOrDefault(name)))
            .Select(name => $"{seen.Links.GetValueOrDefault(name)} is {all.Links.GetValueOrDefault(name)}")
            .Concat(seen.Routes.Except(all.Routes).Select(route => $"no longer {route}"))
            .Concat(all.Routes.Except(seen.Routes).Select(route => $"not seen {route}")));
}
