using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Router.Api.Contract;

namespace Router.Daemon.Engine;

/// <summary>Tells whoever listens what happens. A listener that does not keep up loses the oldest.</summary>
internal sealed class EventHub(TimeProvider time)
{
    private const int Waiting = 256;

    private readonly Lock gate = new();
    private readonly HashSet<Channel<Response.Event>> listeners = [];

    /// <param name="session">The connection that asked for it; null: nobody did.</param>
    public void Publish(string subject, string text, string? session = null)
    {
        var happened = new Response.Event(time.GetLocalNow(), subject, text, session);
        lock (gate)
        {
            foreach (var listener in listeners)
                listener.Writer.TryWrite(happened);
        }
    }

    /// <summary>What happens from now on; listening begins with the call, not with the first step of the enumeration.</summary>
    public IAsyncEnumerable<Response.Event> Listen(CancellationToken stopping)
    {
        var channel = Channel.CreateBounded<Response.Event>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
            listeners.Add(channel);
        return ReadAsync(channel, stopping);
    }

    private async IAsyncEnumerable<Response.Event> ReadAsync(
        Channel<Response.Event> channel, [EnumeratorCancellation] CancellationToken stopping)
    {
        try
        {
            await foreach (var happened in channel.Reader.ReadAllAsync(stopping))
                yield return happened;
        }
        finally
        {
            lock (gate)
                listeners.Remove(channel);
        }
    }
}
