using System.Collections.Concurrent;
using Router.Api.Edges;
using Router.Api.Limits;

namespace Router.Api.Tests;

/// <summary>An <see cref="ApiServer"/> on a listener, and every session that it opened.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IListener listener;
    private readonly CallerRank rank;
    private readonly Task running;

    public TestServer(IListener listener, ConnectionTable? table = null, CallerRank rank = CallerRank.Admin)
    {
        (this.listener, this.rank) = (listener, rank);
        Table = table ?? Connections(new ApiLimits());
        running = new ApiServer(listener, Open, Table, Faults.Enqueue, TimeProvider.System).RunAsync(stopping.Token);
    }

    public ConnectionTable Table { get; }

    public ConcurrentQueue<EchoSession> Sessions { get; } = new();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public static ConnectionTable Connections(ApiLimits limits) => new(limits, _ => null, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        await listener.DisposeAsync();
        stopping.Dispose();
    }

    private EchoSession Open(PeerCredentials peer)
    {
        var session = new EchoSession(peer, new Caller($"user{peer.UserId}", rank));
        Sessions.Enqueue(session);
        return session;
    }
}
