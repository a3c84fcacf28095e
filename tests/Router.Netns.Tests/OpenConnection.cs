using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Router.Core.Forecasts;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>A TCP connection between two namespaces, with what each end has.</summary>
internal sealed class OpenConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Socket client;
    private readonly Socket server;

    private OpenConnection(string name, Socket client, Socket server) => (Name, this.client, this.server) = (name, client, server);

    public string Name { get; }

    public static async Task<OpenConnection> OpenAsync(
        string name, NetworkNamespace from, NetworkNamespace to, string address, int port, int? listenAt = null)
    {
        using var listener = await to.RunAsync(() => new TcpListener(IPAddress.Any, listenAt ?? port));
        // The connection before may not be quite over.
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        var client = await from.RunAsync(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
        using var limit = new CancellationTokenSource(Patience);
        await client.ConnectAsync(IPAddress.Parse(address), port, limit.Token);
        var connection = new OpenConnection(name, client, await listener.AcceptSocketAsync(limit.Token));
        Assert.True(await connection.AnswersAsync(Patience), $"{name} never worked");
        return connection;
    }

    /// <summary>A byte goes there and another comes back.</summary>
    public async Task<bool> AnswersAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        var one = new byte[1];
        try
        {
            await client.SendAsync(one, limit.Token);
            if (await server.ReceiveAsync(one, limit.Token) == 0)
                return false;
            await server.SendAsync(one, limit.Token);
            return await client.ReceiveAsync(one, limit.Token) == 1;
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Bytes there and back until stopped; how many. A byte that does not come back is an error.</summary>
    public async Task<int> TalkAsync(CancellationToken done)
    {
        await Task.Yield();
        var rounds = 0;
        for (; !done.IsCancellationRequested || rounds < 2; rounds++)
            Assert.True(await AnswersAsync(Patience), $"{Name} fell silent after {rounds} bytes");
        return rounds;
    }

    /// <summary>Segments that were sent again and had not arrived before, of both ends.</summary>
    public int Lost => LostBy(client) + LostBy(server);

    public bool Is(TrackedSession session) =>
        session.SourcePort == ((IPEndPoint)client.LocalEndPoint!).Port
        && session.ReplySourcePort == ((IPEndPoint)server.LocalEndPoint!).Port;

    /// <summary>
    /// TCP_INFO (linux/tcp.h): tcpi_total_retrans less tcpi_dsack_dups. A busy machine answers late, so that a segment is sent again which
    /// was not lost; the other end then says that it has it twice.
    /// </summary>
    private static int LostBy(Socket socket)
    {
        const int tcp = 6, tcpInfo = 11, totalRetransmissions = 100, duplicates = 216;
        var info = new byte[duplicates + sizeof(int)];
        socket.GetRawSocketOption(tcp, tcpInfo, info);
        return BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(totalRetransmissions)) - BinaryPrimitives.ReadInt32LittleEndian(
            info.AsSpan(duplicates));
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }
}
