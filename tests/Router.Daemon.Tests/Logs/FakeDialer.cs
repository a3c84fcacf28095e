using System.Text;
using System.Threading.Channels;
using Router.Daemon.Logs;

namespace Router.Daemon.Tests.Logs;

/// <summary>A collector that is there or not, as the test says.</summary>
internal sealed class FakeDialer : ICollectorDialer
{
    private readonly Channel<string> got = Channel.CreateUnbounded<string>();
    private readonly Channel<bool> tried = Channel.CreateUnbounded<bool>();

    /// <summary>Null: it is there.</summary>
    public volatile string? Failure;

    /// <summary>Ways that were opened and not closed.</summary>
    public int Open;

    public Task<ICollectorLine> OpenAsync(Collector collector, CancellationToken stopping)
    {
        tried.Writer.TryWrite(true);
        if (Failure is { } failure)
            throw new IOException(failure);
        Interlocked.Increment(ref Open);
        return Task.FromResult<ICollectorLine>(new Line(this));
    }

    /// <summary>The next message that arrived.</summary>
    public ValueTask<string> NextAsync(CancellationToken stopping) => got.Reader.ReadAsync(stopping);

    /// <summary>Until somebody tries to open a way once more.</summary>
    public ValueTask<bool> TriedAsync(CancellationToken stopping) => tried.Reader.ReadAsync(stopping);

    private sealed class Line(FakeDialer dialer) : ICollectorLine
    {
        public Task SendAsync(byte[] message, CancellationToken stopping)
        {
            if (dialer.Failure is { } failure)
                throw new IOException(failure);
            dialer.got.Writer.TryWrite(Encoding.UTF8.GetString(message));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref dialer.Open);
            return ValueTask.CompletedTask;
        }
    }
}
