using System.Net.Sockets;
using System.Text;
using Router.Api.Contract;
using Router.Api.Edges;

namespace Router.Api.Tests;

public sealed class UnixSocketTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-api-");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SocketPath => Path.Combine(folder.FullName, "run", "test.sock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Client_SeveralRequests_ShareOneSession()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.Equal(new Response.Done("ShowVersion 1"), await client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Equal(new Response.Done("Confirm 2"), await client.SendAsync(new Request.Confirm(), Token));
        Assert.Single(server.Sessions);
    }

    [Fact]
    public async Task Server_PeerOfSocket_IsTheUserOfThisProcess()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        var welcome = Assert.IsType<Response.Welcome>(await client.SendAsync(new Request.Hello("ssh 10.0.0.7"), Token));
        var status = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal));
        Assert.Equal(status.Split('\t')[1], welcome.User);
    }

    [Fact]
    public async Task Client_DocumentOfAMegabyte_ComesThroughWhole()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        var document = string.Concat(Enumerable.Repeat("naïve: \"line\\n\"\n", 70_000));
        Assert.Equal(new Response.Document(document), await client.SendAsync(new Request.CommitFile(document, 5, null), Token));
    }

    [Fact]
    public async Task Stream_ToItsEnd_GivesEveryLineAndTheExitCode()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        var responses = await client.StreamAsync(new Request.Ping("host", 3), Token).ToListAsync(Token);
        Assert.Equal(
            [new Response.Line("line 0"), new Response.Line("line 1"), new Response.Line("line 2"), new Response.End(7)], responses);
    }

    [Fact]
    public async Task Stream_ClientLeaves_EndsAtTheServer()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        await foreach (var response in client.StreamAsync(new Request.MonitorEvents(), Token))
        {
            Assert.Equal(new Response.Line("line 0"), response);
            break;
        }
        await server.Sessions.Single().StreamLeft.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Empty(server.Faults);
    }

    [Theory]
    [InlineData("hello\n")]
    [InlineData("{\"request\":\"no-such\"}\n")]
    [InlineData("{\"request\":\"ping\"}\n")]
    [InlineData("{\"request\":\"commit-file\",\"document\":null}\n")]
    [InlineData("null\n")]
    [InlineData("{\"request\":\"edit\",\"verb\":\"explode\",\"words\":[]}\n")]
    public async Task Server_FrameThatIsNoRequest_SaysSoAndCloses(string frame)
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var stream = await new UnixTransport(SocketPath).ConnectAsync(Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(frame), Token);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("{\"response\":\"failed\",\"error\":\"protocol\"", await reader.ReadToEndAsync(Token));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Server_ClientGoesWithinAFrame_ServesTheNext()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        var half = await new UnixTransport(SocketPath).ConnectAsync(Token);
        await half.WriteAsync("{\"request\":\"sho"u8.ToArray(), Token);
        await half.DisposeAsync();
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
    }

    [Fact]
    public async Task Transport_NoSocket_SaysThatTheDaemonDoesNotRun()
    {
        var failure = await Assert.ThrowsAsync<DaemonUnreachableException>(() => new UnixTransport(SocketPath).ConnectAsync(Token));
        Assert.Contains("routerd does not run", failure.Message, StringComparison.Ordinal);
        Assert.Contains(SocketPath, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_SocketLeftByADeadDaemon_TakesItOver()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SocketPath)!);
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // A clean end removes the file it knows of; one that was killed leaves it.
            dead.Bind(new UnixDomainSocketEndPoint(SocketPath + ".before"));
            File.Move(SocketPath + ".before", SocketPath);
        }
        Assert.True(File.Exists(SocketPath));
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
    }

    [Fact]
    public async Task Listener_SocketOfALivingDaemon_IsRefused()
    {
        await using var server = new TestServer(UnixListener.Bind(SocketPath));
        Assert.Contains(
            "another routerd", Assert.Throws<IOException>(() => UnixListener.Bind(SocketPath)).Message, StringComparison.Ordinal);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
    }

    [Fact]
    public async Task Server_PeerThatIsNobody_IsToldAndLetGo()
    {
        var transport = new InProcessTransport(new PeerCredentials(4711, 0));
        await using var server = new TestServer(transport);
        await using var client = new RouterClient(transport, "here");
        var failure = await Assert.ThrowsAsync<DaemonUnreachableException>(() => client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Equal("not you", failure.Message);
    }

    [Fact]
    public async Task InProcess_RequestAndStream_WorkAsOverASocket()
    {
        var transport = new InProcessTransport(new PeerCredentials(4711, 1));
        await using var server = new TestServer(transport);
        await using var client = new RouterClient(transport, "here");
        Assert.Equal("4711", Assert.IsType<Response.Welcome>(await client.SendAsync(new Request.Hello("x"), Token)).User);
        Assert.Equal(new Response.End(7), await client.StreamAsync(new Request.Ping("host", 1), Token).LastAsync(Token));
    }
}
