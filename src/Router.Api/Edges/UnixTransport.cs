using System.Net.Sockets;

namespace Router.Api.Edges;

/// <summary>The daemon's socket on this machine.</summary>
public sealed class UnixTransport(string path) : ITransport
{
    /// <summary>Where <c>routerd run</c> listens unless told otherwise.</summary>
    public const string DefaultPath = "/run/router/routerd.sock";

    public async Task<Stream> ConnectAsync(CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stopping);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            socket.Dispose();
            throw new DaemonUnreachableException(Explain(exception), exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string Explain(Exception exception) => exception is not SocketException refused
        ? $"{path} cannot be a socket: {exception.Message}"
        : refused.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => $"routerd does not listen on {path}: it has stopped (rc-service routerd restart)",
            SocketError.AccessDenied => $"{path} is not open to this user",
            _ when !File.Exists(path) => $"routerd does not run: there is no {path} (rc-service routerd start, or --socket PATH)",
            _ => $"cannot reach routerd on {path}: {refused.Message}",
        };
}
