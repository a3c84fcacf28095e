using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Router.Wire.Vici;

namespace Router.Linux.Edges.Vici;

/// <summary>
/// A connection to charon's VICI socket. Requests are answered one after the other; events come in between. Whatever goes wrong ends
/// it, and everybody who waits on it is told so.
/// </summary>
internal sealed class ViciConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket socket;
    private readonly Action<string, ViciSection> happened;
    private readonly SemaphoreSlim turn = new(1);
    private readonly ConcurrentQueue<TaskCompletionSource<ViciPacket>> waiting = [];
    private readonly CancellationTokenSource ending = new();

    private ViciConnection(Socket socket, Action<string, ViciSection> happened)
    {
        this.socket = socket;
        this.happened = happened;
        Ended = ReadAsync();
    }

    /// <summary>Complete, never faulted, when charon or the connection to it is gone; why.</summary>
    public Task<string> Ended { get; }

    /// <param name="happened">Called for each event that was registered, in order, on a thread of its own. It must not throw.</param>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public static async Task<ViciConnection> ConnectAsync(string path, Action<string, ViciSection> happened, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stopping);
            return new ViciConnection(socket, happened);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"strongSwan does not listen on {path}: {exception.Message}", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">charon is gone, does not answer, or does not know the command.</exception>
    public async Task<ViciSection> RequestAsync(string command, ViciSection content, CancellationToken stopping)
    {
        var answer = await ExchangeAsync(new ViciPacket(ViciPacketType.Request, command, content), stopping);
        return answer.Type == ViciPacketType.Response
            ? answer.Content
            : throw new IOException($"strongSwan does not know the command {command}");
    }

    /// <summary>False: charon does not know this event.</summary>
    /// <exception cref="IOException">charon is gone, or does not answer.</exception>
    public async Task<bool> RegisterAsync(string name, CancellationToken stopping) =>
        (await ExchangeAsync(new ViciPacket(ViciPacketType.Register, name, new ViciSection()), stopping)).Type == ViciPacketType.Confirm;

    public async Task UnregisterAsync(string name, CancellationToken stopping) =>
        await ExchangeAsync(new ViciPacket(ViciPacketType.Unregister, name, new ViciSection()), stopping);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket.Dispose();
        await Ended;
        turn.Dispose();
        ending.Dispose();
    }

    private async Task<ViciPacket> ExchangeAsync(ViciPacket packet, CancellationToken stopping)
    {
        await turn.WaitAsync(stopping);
        try
        {
            var answer = new TaskCompletionSource<ViciPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(answer);
            if (Ended.IsCompleted)
                throw new IOException(await Ended);
            await SendAsync(packet.Encode(), stopping);
            return await answer.Task.WaitAsync(Patience, stopping);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or TimeoutException)
        {
            // What comes now would answer another question.
            await ending.CancelAsync();
            throw new IOException($"strongSwan does not answer {packet.Name}: {exception.Message}", exception);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stopping)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, stopping)..];
    }

    private async Task<string> ReadAsync()
    {
        var why = "strongSwan ended";
        try
        {
            await using var stream = new BufferedStream(new NetworkStream(socket), 65_536);
            var head = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(head, ending.Token);
                var length = BinaryPrimitives.ReadUInt32BigEndian(head);
                if (length > ViciPacket.LargestLength)
                    throw new InvalidDataException($"a packet of {length} bytes");
                var bytes = new byte[length];
                await stream.ReadExactlyAsync(bytes, ending.Token);
                Take(bytes);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException)
        {
            why = $"strongSwan sent what is no VICI: {exception.Message}";
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It ended, or we did.
        }
        catch (Exception exception)
        {
            why = $"what strongSwan told could not be handled: {exception.Message}";
        }
        socket.Dispose();
        while (waiting.TryDequeue(out var unanswered))
            unanswered.TrySetException(new IOException(why));
        return why;
    }

    private void Take(byte[] bytes)
    {
        if (!ViciPacket.TryDecode(bytes, out var packet))
            throw new InvalidDataException($"{bytes.Length} bytes that cannot be decoded");
        if (packet.Type == ViciPacketType.Event)
            happened(packet.Name!, packet.Content);
        else if (packet.Type is ViciPacketType.Request or ViciPacketType.Register or ViciPacketType.Unregister
            || !waiting.TryDequeue(out var answer))
            throw new InvalidDataException($"{packet.Type} that answers nothing");
        else
            answer.SetResult(packet);
    }
}
