using System.Buffers.Binary;
using System.Net.Sockets;
using System.Threading.Channels;
using Router.Wire.Vici;

namespace Router.Linux.Tests.Vici;

/// <summary>
/// Speaks VICI as charon does, on a unix socket: what it was asked is there to be looked at, and a test says what it tells.
/// </summary>
internal sealed class ScriptedCharon : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-vici-");
    private readonly Channel<(string Command, ViciSection Content)> requests = Channel.CreateUnbounded<(string, ViciSection)>();
    private Socket? listener;
    private Socket? client;
    private Task serving = Task.CompletedTask;

    public ScriptedCharon() => Listen();

    public string Path => System.IO.Path.Combine(folder.FullName, "charon.vici");

    /// <summary>What list-sas tells, a section each.</summary>
    public List<ViciSection> Associations { get; } = [];

    /// <summary>Commands that are refused, with charon's words.</summary>
    public Dictionary<string, string> Refusals { get; } = [];

    public List<string> Connections { get; } = [];

    /// <summary>The next request of that name; others before it are skipped.</summary>
    public async Task<ViciSection> AskedAsync(string command)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var (asked, content) = await requests.Reader.ReadAsync(patience.Token);
            if (asked == command)
                return content;
        }
    }

    public bool IsAskedNothing => requests.Reader.Count == 0;

    public void Tell(string happened, ViciSection content) => Send(new ViciPacket(ViciPacketType.Event, happened, content).Encode());

    public void Send(byte[] bytes) => client!.Send(bytes);

    /// <summary>As a kill does: the socket file stays, and nobody is behind it.</summary>
    public async Task DieAsync()
    {
        listener!.Dispose();
        client?.Dispose();
        await serving;
    }

    public void Listen()
    {
        File.Delete(Path);
        listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        serving = ServeAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await DieAsync();
        folder.Delete(recursive: true);
    }

    private async Task ServeAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                client = await listener.AcceptAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Nobody listens any more.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            await using var stream = new NetworkStream(client);
            var head = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                var bytes = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
                await stream.ReadExactlyAsync(bytes);
                Assert.True(ViciPacket.TryDecode(bytes, out var packet));
                Answer(packet);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private void Answer(ViciPacket packet)
    {
        if (packet.Type != ViciPacketType.Request)
        {
            Send(new ViciPacket(ViciPacketType.Confirm, null, new ViciSection()).Encode());
            return;
        }
        var answer = new ViciSection();
        if (packet.Name == "get-conns")
            answer.Add("conns", [.. Connections]);
        else if (packet.Name == "list-sas")
            Associations.ForEach(association => Tell("list-sa", association));
        else if (Refusals.TryGetValue(packet.Name!, out var words))
            answer.Add("success", "no").Add("errmsg", words);
        else
            answer.Add("success", "yes");
        Send(new ViciPacket(ViciPacketType.Response, null, answer).Encode());
        requests.Writer.TryWrite((packet.Name!, packet.Content));
    }
}
