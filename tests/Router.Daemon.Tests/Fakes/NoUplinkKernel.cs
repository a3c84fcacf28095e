using Router.Core.Edges;
using Router.Core.State;
using Router.Core.Uplinks;

namespace Router.Daemon.Tests.Fakes;

/// <summary>A kernel without any line: what there is to see of uplinks has tests in namespaces.</summary>
internal sealed class NoUplinkKernel : IUplinkKernel
{
    public IReadOnlyDictionary<string, UplinkPath> Look(IReadOnlyCollection<string> links) =>
        links.ToDictionary(name => name, _ => UplinkPath.None);

    public IReadOnlyList<string> Apply(IReadOnlyCollection<Route> routes) => [];

    public void Forget(uint mark)
    {
    }

    public Task<TimeSpan?> ProbeAsync(ProbeTarget target, string link, uint mark, TimeSpan patience, CancellationToken stopping) =>
        Task.FromResult<TimeSpan?>(null);

    public void Watch(Action changed)
    {
    }

    public void Dispose()
    {
    }
}
