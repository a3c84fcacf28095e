using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Router.Image.Vm.Edges;

/// <summary>QEMU's control protocol: a JSON object a line (QEMU documentation, "QEMU Machine Protocol Specification").</summary>
internal sealed class QmpClient : IDisposable
{
    private readonly Socket socket;
    private readonly StreamReader reader;

    private QmpClient(Socket socket)
    {
        this.socket = socket;
        reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
    }

    public static async Task<QmpClient> ConnectAsync(string path, CancellationToken stopping)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stopping);
            var client = new QmpClient(socket);
            await client.ReadAsync(stopping);
            await client.ExecuteAsync("qmp_capabilities", stopping);
            return client;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Runs a command; events that come in between are passed over.</summary>
    /// <param name="command">Its name.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <param name="arguments">A JSON object.</param>
    public async Task ExecuteAsync(string command, CancellationToken stopping, string arguments = "{}")
    {
        var line = $$"""{"execute":"{{command}}","arguments":{{arguments}}}""" + "\n";
        await socket.SendAsync(Encoding.UTF8.GetBytes(line), stopping);
        while (true)
        {
            using var message = await ReadAsync(stopping);
            if (message.RootElement.TryGetProperty("return", out _))
                return;
            if (message.RootElement.TryGetProperty("error", out var error))
                throw new MachineException($"QEMU refused {command}: {error.GetProperty("desc").GetString()}");
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        socket.Dispose();
    }

    private async Task<JsonDocument> ReadAsync(CancellationToken stopping) =>
        JsonDocument.Parse(await reader.ReadLineAsync(stopping) ?? throw new MachineException("QEMU closed its control socket"));
}
