using System.Net.Sockets;
using System.Text;

namespace Router.Image.Vm.Edges;

/// <summary>The machine's serial port: all that came, and a way to type. Text is Latin-1, a byte a character.</summary>
public sealed class SerialConsole : IDisposable
{
    private readonly Socket socket;

    private SerialConsole(Socket socket)
    {
        this.socket = socket;
        _ = PumpAsync();
    }

    public Transcript Transcript { get; } = new();

    internal static async Task<SerialConsole> ConnectAsync(string path, CancellationToken stopping)
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

    public async Task TypeAsync(string keys, CancellationToken stopping) =>
        await socket.SendAsync(Encoding.Latin1.GetBytes(keys), stopping);

    public void Dispose() => socket.Dispose();

    private async Task PumpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                Transcript.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Ends like an orderly close: the machine was killed, or nobody listens any more.
        }
        Transcript.End();
    }
}
