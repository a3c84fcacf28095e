namespace Router.Api.Edges;

/// <summary>A way to the daemon, as a client sees it: each call opens one connection, a stream of frames both ways.</summary>
public interface ITransport
{
    /// <exception cref="DaemonUnreachableException">Nobody listens there, or the way is barred; the message says which.</exception>
    Task<Stream> ConnectAsync(CancellationToken stopping);
}

/// <summary>The daemon's end of a transport.</summary>
public interface IListener : IAsyncDisposable
{
    /// <summary>The next client. The caller disposes its stream.</summary>
    Task<AcceptedClient> AcceptAsync(CancellationToken stopping);
}

/// <summary>A connection, and who the kernel says is at its other end.</summary>
public sealed record AcceptedClient(Stream Stream, PeerCredentials Peer);

/// <summary>User and process of a client, from the kernel (SO_PEERCRED) and so beyond its power to choose.</summary>
public readonly record struct PeerCredentials(uint UserId, int ProcessId);

/// <summary>No connection to the daemon.</summary>
public class DaemonUnreachableException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>Somebody ended this session, on purpose; the message says who.</summary>
public sealed class SessionEndedException(string message) : DaemonUnreachableException(message);
