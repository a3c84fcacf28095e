using System.Threading.Channels;
using Router.Wire.Syslog;

namespace Router.Daemon.Logs;

/// <summary>
/// Messages that wait for a collector. What is too much loses the oldest, which are counted: what happens now is worth more than what led
/// to it, and memory is the router's.
/// </summary>
/// <param name="most">Characters of text at the most, with <see cref="Overhead"/> for each message.</param>
internal sealed class LogQueue(int most)
{
    /// <summary>What a message takes beside its text, roughly.</summary>
    public const int Overhead = 128;

    private readonly Lock gate = new();
    private readonly Queue<SyslogMessage> waiting = new();

    private readonly Channel<bool> news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long lost;
    private int size;

    public void Add(SyslogMessage message)
    {
        lock (gate)
        {
            waiting.Enqueue(message);
            size += Size(message);
            while (size > most && waiting.TryDequeue(out var oldest))
            {
                size -= Size(oldest);
                lost++;
            }
        }
        news.Writer.TryWrite(true);
    }

    public bool TryTake(out SyslogMessage message)
    {
        lock (gate)
        {
            if (!waiting.TryDequeue(out message!))
                return false;
            size -= Size(message);
            return true;
        }
    }

    /// <summary>How many were lost since it was last asked.</summary>
    public long TakeLost()
    {
        lock (gate)
        {
            var count = lost;
            lost = 0;
            return count;
        }
    }

    /// <summary>Until something was added since the last call.</summary>
    public async Task WaitAsync(CancellationToken stopping) => await news.Reader.ReadAsync(stopping);

    private static int Size(SyslogMessage message) => Overhead + message.Text.Length;
}
