using Router.Core.Edges;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Status.Flows;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Configuration;

/// <summary>Nobody shuts themselves out by mistake.</summary>
internal sealed class ConnectionProof(ConfigurationEngine engine, FlowReader flows, IPeers peers, EventHub events)
{
    /// <summary>
    /// Tries a document against the connection that it arrives on. A router that cannot try it says so, and commits as others do.
    /// </summary>
    /// <param name="meant">It is to be committed whatever it cuts.</param>
    /// <exception cref="InvalidDocumentException">It would cut the connection: by what.</exception>
    public async Task ProveAsync(ConfigReading reading, KeptValues restored, bool meant, Asker asker)
    {
        if (meant || reading.Document?.ToText() == engine.Running.Content.Text || peers.Connection(asker.Peer) is not { } connection)
            return;
        try
        {
            await flows.ProveAsync(reading, restored, connection, CancellationToken.None);
        }
        catch (ApplyException exception)
        {
            events.Publish("commit", $"whether {asker.Author.User} stays connected could not be tried: {exception.Message}");
        }
    }
}
