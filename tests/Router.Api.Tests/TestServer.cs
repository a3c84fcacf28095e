using System.Collections.Concurrent;
using Router.Api.Edges;

namespace Router.Api.Tests;

/// <summary>An <see cref="ApiServer"/> on a listener, and every session that it opened.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IListener listener;
    private readonly Task running;

    public TestServer(IListener listener)
    {
        this.listener = listener;
        running = new ApiServer(listener, Open, Faults.Enqueue).RunAsync(stopping.Token);
    }

    public ConcurrentQueue<EchoSession> Sessions { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        await listener.DisposeAsync();
        stopping.Dispose();
    }

    private EchoSession Open(PeerCredentials peer)
    {
        var session = new EchoSession(peer);
        Sessions.Enqueue(session);
        return session;
    }
}
