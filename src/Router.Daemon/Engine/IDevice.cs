using Router.Core.Config.Help;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.State;

namespace Router.Daemon.Engine;

/// <summary>The router underneath: brings kernel and services to where a configuration wants them, whole or not at all.</summary>
internal interface IDevice
{
    /// <summary>What a document is checked against beside itself.</summary>
    Surroundings Surroundings { get; }

    /// <summary>
    /// Works out what a configuration means here. Problems are what only this machine can say: a port that is not there, a
    /// secret that is not set.
    /// </summary>
    Task<BuildResult> BuildAsync(RouterConfig config, CancellationToken stopping);

    /// <summary>Of ports alone, which can be told of a configuration that has other problems too.</summary>
    Task<IReadOnlyList<Problem>> PortProblemsAsync(RouterConfig config, CancellationToken stopping);

    /// <summary>One transaction over network and services. The steps taken, as text; none: all was so already.</summary>
    /// <exception cref="Core.Edges.ApplyException">A step failed; those before it are taken back.</exception>
    Task<IReadOnlyList<string>> ApplyAsync(DesiredState desired, CancellationToken stopping);

    /// <summary>The same for a configuration that once ran: a port that is gone meanwhile does not stop the rest.</summary>
    /// <exception cref="Core.Edges.ApplyException">As above.</exception>
    Task<IReadOnlyList<string>> ApplyAsync(RouterConfig config, CancellationToken stopping);

    /// <summary>Firewall, links, addresses, routes: what has to be there before the router is ready. One transaction.</summary>
    /// <exception cref="Core.Edges.ApplyException">As <see cref="ApplyAsync"/>.</exception>
    Task<IReadOnlyList<string>> ApplyNetworkAsync(RouterConfig config, CancellationToken stopping);

    /// <summary>
    /// The services, each by itself: at boot one that does not start must not take the others with it. What went wrong, one
    /// line a service.
    /// </summary>
    Task<IReadOnlyList<string>> StartServicesAsync(RouterConfig config, CancellationToken stopping);
}
