using Router.Core.State;

namespace Router.Core.Edges;

/// <summary>Reads what is there. Repeat-safe; changes nothing.</summary>
public interface INetworkState
{
    /// <summary>Observes all links and routes, and of the rest (sysctls, files, services) what <paramref name="scope"/> names.</summary>
    Task<ObservedState> ReadAsync(DesiredState scope, CancellationToken stopping);

    /// <summary>
    /// Links alone, for matching ports by MAC or path before the desired state can be worked out. Their counters are 0 unless they are
    /// asked for.
    /// </summary>
    Task<IReadOnlyList<ObservedLink>> ReadLinksAsync(bool counters, CancellationToken stopping);
}
