using Router.Core.State;
using Router.Core.Uplinks;

namespace Router.Core.Edges;

/// <summary>What the choice of uplinks needs of the kernel.</summary>
public interface IUplinkKernel : IDisposable
{
    /// <summary>By kernel name, each of them.</summary>
    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    IReadOnlyDictionary<string, UplinkPath> Look(IReadOnlyCollection<string> links);

    /// <summary>
    /// Brings the kernel's routes of <see cref="UplinkRoutes.Protocol"/> to these; what is there already is not touched, and a route that
    /// takes another's place leaves no moment without one. What the kernel refuses is returned.
    /// </summary>
    /// <exception cref="ApplyException">The kernel cannot be asked.</exception>
    IReadOnlyList<string> Apply(IReadOnlyCollection<Route> routes);

    /// <summary>Connections with this mark are no longer known: what comes next of them begins anew, by another way.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    void Forget(uint mark);

    /// <summary>Null: no answer within <paramref name="patience"/>, or it could not be sent.</summary>
    Task<TimeSpan?> ProbeAsync(ProbeTarget target, string link, uint mark, TimeSpan patience, CancellationToken stopping);

    /// <summary>Tells whenever links, addresses or default routes may have changed.</summary>
    void Watch(Action changed);
}
