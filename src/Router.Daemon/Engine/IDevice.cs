using Router.Core.Boards;
using Router.Core.State;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>
/// The router underneath. A commit brings it to where a configuration wants it, whole or not at all; at boot and on the way back it goes as
/// far as it can, and what cannot be is told (<see cref="Shortfalls"/>) and tried again.
/// </summary>
internal interface IDevice
{
    /// <summary>
    /// What a document is checked against beside itself; of secrets and set files that <paramref name="kept"/> names, what was kept.
    /// </summary>
    Surroundings Around(KeptValues kept);

    /// <summary>Which port has which role.</summary>
    BoardFacts Board => BoardFacts.None;

    /// <summary>What is not as the configuration wants it, a line each; none: all is.</summary>
    IReadOnlyList<string> Shortfalls { get; }

    /// <summary>What of the configuration that was last applied cannot be yet, and comes by itself when it can.</summary>
    IReadOnlyList<Waiting> Waiting => [];

    /// <summary>
    /// Works out what a configuration means here. Problems are what only this machine can say: a port that is not there, a
    /// secret that is not set.
    /// </summary>
    Task<BuildResult> BuildAsync(CheckedDocument content, CancellationToken stopping);

    /// <summary>Of ports alone, which can be told of a configuration that has other problems too.</summary>
    Task<IReadOnlyList<Problem>> PortProblemsAsync(RouterConfig config, CancellationToken stopping);

    /// <summary>One transaction over network and services. The steps taken, as text; none: all was so already.</summary>
    /// <exception cref="Core.Edges.ApplyException">A step failed; those before it are taken back.</exception>
    /// <exception cref="NotTakenBackException">The same, and some could not be taken back.</exception>
    Task<IReadOnlyList<string>> ApplyAsync(DesiredState desired, CancellationToken stopping);

    /// <summary>
    /// Firewall, links, addresses, routes, as far as it goes: what has to be there before the router is ready. The steps taken.
    /// </summary>
    Task<IReadOnlyList<string>> SettleNetworkAsync(CheckedDocument content, CancellationToken stopping);

    /// <summary>
    /// The services of the same configuration, each by itself: one that does not start must not take the others with it. The steps taken.
    /// </summary>
    Task<IReadOnlyList<string>> SettleServicesAsync(CheckedDocument content, CancellationToken stopping);

    /// <summary>
    /// Tries again what is missing of the configuration, and nothing else: what others changed is drift, and whose that is the
    /// configuration says.
    /// </summary>
    Task<IReadOnlyList<string>> RetryAsync(CheckedDocument content, CancellationToken stopping);
}
