using System.Net.Sockets;
using System.Text;

namespace Router.Image.Vm.Edges;

/// <summary>The machine's serial port: all that came, and a way to type. Text is Latin-1, a byte a character.</summary>
public sealed class SerialConsole : IDisposable
{
    private readonly Socket socket;
    private readonly StringBuilder text = new();
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private bool closed;
    private int position;

    private SerialConsole(Socket socket)
    {
        this.socket = socket;
        _ = PumpAsync();
    }

    /// <summary>The last lines.</summary>
    public string Tail => string.Join('\n', Text.Split('\n').TakeLast(15));

    /// <summary>All so far.</summary>
    public string Text
    {
        get
        {
            lock (gate)
                return text.ToString();
        }
    }

    public static async Task<SerialConsole> ConnectAsync(string path, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stopping);
            return new SerialConsole(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task TypeAsync(string keys, CancellationToken stopping) => await socket.SendAsync(Encoding.Latin1.GetBytes(keys), stopping);

    /// <summary>
    /// Waits for a text behind the one waited for last, and returns what came before it.
    /// </summary>
    /// <exception cref="MachineException">It did not come in time, or the machine ended; the message has the last lines.</exception>
    public async Task<string> WaitForAsync(string expected, TimeSpan within, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(within);
        while (true)
        {
            Task next;
            lock (gate)
            {
                var all = text.ToString();
                var found = all.IndexOf(expected, position, StringComparison.Ordinal);
                if (found >= 0)
                {
                    var before = all[position..found];
                    position = found + expected.Length;
                    return before;
                }
                if (closed)
                    throw new MachineException($"the machine ended before it wrote \"{expected}\"; its last lines:\n{Tail}");
                next = changed.Task;
            }
            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                throw new MachineException($"the machine did not write \"{expected}\" within {within.TotalSeconds} s; its last lines:\n{Tail}");
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task PumpAsync()
    {
        var buffer = new byte[4096];
        var open = true;
        while (open)
        {
            var count = 0;
            try
            {
                count = await socket.ReceiveAsync(buffer);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Ends like an orderly close: the machine was killed, or nobody listens any more.
            }
            open = count > 0;
            TaskCompletionSource done;
            lock (gate)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
                closed = !open;
                (done, changed) = (changed, NewSignal());
            }
            done.SetResult();
        }
    }
}
