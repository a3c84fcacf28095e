using System.Net.Sockets;

namespace Router.Api.Edges;

/// <summary>
/// Listens on a unix socket. Any user of the machine may connect: who it is comes from the kernel, what it may do is
/// decided for every request.
/// </summary>
public sealed class UnixListener : IListener
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int Backlog = 64;

    private const UnixFileMode Everyone =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly Socket socket;
    private readonly string path;

    private UnixListener(Socket socket, string path)
    {
        this.socket = socket;
        this.path = path;
    }

    /// <summary>Takes over a socket file that nobody listens on any more.</summary>
    /// <exception cref="IOException">Another process listens there, or the file cannot be made.</exception>
    public static UnixListener Bind(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            RemoveStale(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, Everyone);
            socket.Listen(Backlog);
            return new UnixListener(socket, path);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {path}: {exception.Message}", exception);
        }
    }

    public async Task<AcceptedClient> AcceptAsync(CancellationToken stopping)
    {
        var client = await socket.AcceptAsync(stopping);
        try
        {
            return new AcceptedClient(new NetworkStream(client, ownsSocket: true), Credentials(client));
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        File.Delete(path);
        return ValueTask.CompletedTask;
    }

    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
            return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }
        throw new IOException($"another routerd listens on {path}");
    }

    /// <summary><c>struct ucred { pid_t pid; uid_t uid; gid_t gid; }</c>, see unix(7).</summary>
    private static PeerCredentials Credentials(Socket client)
    {
        Span<byte> ucred = stackalloc byte[12];
        client.GetRawSocketOption(SolSocket, SoPeerCred, ucred);
        return new PeerCredentials(BitConverter.ToUInt32(ucred[4..]), BitConverter.ToInt32(ucred));
    }
}
