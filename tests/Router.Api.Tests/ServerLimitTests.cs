using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;

namespace Router.Api.Tests;

/// <summary>What one client can do to the daemon and to the others, over real sockets.</summary>
public sealed class ServerLimitTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-api-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SocketPath => Path.Combine(folder.FullName, "test.sock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Server_AllPlacesOfAUserTaken_TellsTheNextAtOnceWhatToDo()
    {
        await using var server = Serve(new ApiLimits { GuestConnections = 3 }, CallerRank.Guest);
        var held = new List<Stream>();
        for (var i = 0; i < 3; i++)
            held.Add(await RawAsync("{\"request\":\"monitor-events\"}\n"));
        await WaitAsync(() => server.Table.List().Count == 3);
        var clock = Stopwatch.StartNew();
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        var failure = await Assert.ThrowsAsync<DaemonUnreachableException>(() => client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Matches(
            "^user[0-9]+ has 3 sessions open, as many as one user may have \\(end one of them: show users .*\\)$", failure.Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"it took {clock.Elapsed}");
        // Nobody has to speak to hear it.
        using var silent = new StreamReader(await new UnixTransport(SocketPath).ConnectAsync(Token));
        Assert.StartsWith("{\"response\":\"failed\",\"error\":\"busy\"", await silent.ReadLineAsync(Token), StringComparison.Ordinal);
        held.ForEach(stream => stream.Dispose());
        await WaitAsync(() => server.Table.List().Count == 0);
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Server_AdminBeyondTheShare_ConfirmsAndNothingElse()
    {
        await using var server = Serve(new ApiLimits { AdminConnections = 1 }, CallerRank.Admin);
        using var held = await RawAsync("{\"request\":\"monitor-events\"}\n");
        await WaitAsync(() => server.Table.List().Count == 1);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.Equal(new Response.Done("Confirm 1"), await client.SendAsync(new Request.Confirm(), Token));
        var busy = Assert.IsType<Response.Failed>(await client.SendAsync(new Request.ShowRoutes(), Token));
        Assert.Equal(FailureKind.Busy, busy.Kind);
        Assert.Contains("too many sessions open for this", busy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_LongFrameOfAGuest_IsRefusedAndOfAnAdminNot()
    {
        var document = new string('x', 200_000);
        await using (Serve(new ApiLimits(), CallerRank.Guest))
        {
            await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
            var failed = Assert.IsType<Response.Failed>(await client.SendAsync(new Request.CommitFile(document, null, null), Token));
            Assert.Equal(
                (FailureKind.Protocol, "a request is longer than 65536 bytes, the most that this user may send"),
                (failed.Kind, failed.Message));
        }
        await using (Serve(new ApiLimits(), CallerRank.Admin))
        {
            await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
            Assert.Equal(new Response.Document(document), await client.SendAsync(new Request.CommitFile(document, null, null), Token));
        }
    }

    [Theory]
    [InlineData(CallerRank.Guest, 2_000_000, "a request is longer than 65536 bytes")]
    [InlineData(CallerRank.Guest, 10_000, "no line feed ended it within 1 seconds")]
    [InlineData(CallerRank.Admin, 2_000_000, "no line feed ended it within 1 seconds")]
    public async Task Server_BytesWithoutALineFeed_EndTheConnection(CallerRank rank, int count, string why)
    {
        await using var server = Serve(new ApiLimits { FrameWithin = TimeSpan.FromSeconds(1) }, rank);
        using var stream = await RawAsync("");
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', count)), Token);
        }
        catch (IOException)
        {
            // It was ended before all of it was sent.
        }
        using var reader = new StreamReader(stream);
        Assert.Contains(why, await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        await WaitAsync(() => server.Table.List().Count == 0);
    }

    [Fact]
    public async Task Server_UnfinishedFramesOfAllTogether_AreLimitedAndTheirPlaceIsGivenBack()
    {
        await using var server = Serve(new ApiLimits { UnreadBytes = 4 << 20, FrameWithin = TimeSpan.FromSeconds(2) }, CallerRank.Admin);
        var document = new string('x', 3 << 20);
        using var half = await RawAsync("");
        await half.WriteAsync(Encoding.ASCII.GetBytes(document), Token);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        var refused = Assert.IsType<Response.Failed>(await client.SendAsync(new Request.CommitFile(document, null, null), Token));
        Assert.Contains("as many unfinished requests of others as it may", refused.Message, StringComparison.Ordinal);
        // What it did not finish in time is forgotten, and the next has the room.
        using var reader = new StreamReader(half);
        Assert.Contains("no line feed", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        await WaitAsync(() => server.Table.List().Count <= 1);
        for (var i = 0; i < 5; i++)
            Assert.IsType<Response.Document>(await client.SendAsync(new Request.CommitFile(document, null, null), Token));
    }

    [Fact]
    public async Task Server_ClientThatAsksAndNeverReads_IsEndedAndHoldsNobodyUp()
    {
        await using var server = Serve(new ApiLimits { GuestTurns = 1, AnswerTakenWithin = TimeSpan.FromSeconds(1) }, CallerRank.Guest);
        using var deaf = await RawAsync(string.Concat(Enumerable.Repeat("{\"request\":\"show-log\",\"lines\":4000000}\n", 50)));
        await WaitAsync(() => server.Table.List().Any(c => c.Doing == "show-log"));
        // The same user's next request waits for its turn, which comes when the deaf one is ended.
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
        await WaitAsync(() => server.Table.List().Count == 1);
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Server_MoreStreamsThanAUserMayWatch_AreRefused()
    {
        await using var server = Serve(new ApiLimits { GuestStreams = 2 }, CallerRank.Guest);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        using var held = await RawAsync("{\"request\":\"monitor-events\"}\n");
        using var other = await RawAsync("{\"request\":\"monitor-events\"}\n");
        await WaitAsync(() => server.Table.List().Count(c => c.Doing == "monitor-events") == 2);
        var refused = Assert.IsType<Response.Failed>(await client.StreamAsync(new Request.Ping("host", 1), Token).FirstAsync(Token));
        Assert.Contains("watches 2 things at once", refused.Message, StringComparison.Ordinal);
        held.Dispose();
        await WaitAsync(() => server.Table.List().Count(c => c.Doing is not null) == 1);
        Assert.Equal(new Response.End(7), await client.StreamAsync(new Request.Ping("host", 1), Token).LastAsync(Token));
    }

    [Fact]
    public async Task Client_LetGoBecauseNobodyUsedIt_AsksOverANewConnection()
    {
        await using var server = Serve(new ApiLimits(), CallerRank.Admin);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        await client.SendAsync(new Request.ShowVersion(), Token);
        var first = Assert.Single(server.Table.List());
        Assert.True(server.Table.End(first.Id, new Farewell(Idle: true, "nobody used it")));
        await WaitAsync(() => server.Sessions.Single().HasLeft);
        Assert.Equal(new Response.Done("ShowVersion 1"), await client.SendAsync(new Request.ShowVersion(), Token));
        Assert.NotEqual(first.Id, Assert.Single(server.Table.List()).Id);
    }

    [Fact]
    public async Task Client_EndedBySomebody_IsToldAtTheNextRequest()
    {
        await using var server = Serve(new ApiLimits(), CallerRank.Admin);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        await client.SendAsync(new Request.ShowVersion(), Token);
        server.Table.End(server.Table.List().Single().Id, new Farewell(Idle: false, "anna ended this session"));
        await WaitAsync(() => server.Sessions.Single().HasLeft);
        var ended = await Assert.ThrowsAsync<SessionEndedException>(() => client.SendAsync(new Request.Confirm(), Token));
        Assert.Equal("anna ended this session", ended.Message);
        Assert.DoesNotContain(server.Sessions, s => s.Asked.Contains(nameof(Request.Confirm)));
    }

    [Fact]
    public async Task Client_StreamEndedBySomebody_IsToldAtOnce()
    {
        await using var server = Serve(new ApiLimits(), CallerRank.Admin);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here");
        await using var stream = client.StreamAsync(new Request.MonitorEvents(), Token).GetAsyncEnumerator(Token);
        Assert.True(await stream.MoveNextAsync());
        server.Table.End(server.Table.List().Single().Id, new Farewell(Idle: false, "anna ended this session"));
        await Assert.ThrowsAsync<SessionEndedException>(() => stream.MoveNextAsync().AsTask());
        await WaitAsync(() => server.Sessions.Single().StreamLeft.Task.IsCompleted);
    }

    [Fact]
    public async Task Client_DaemonThatDoesNotAnswer_IsToldSoInTime()
    {
        using var hangs = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hangs.Bind(new UnixDomainSocketEndPoint(SocketPath));
        hangs.Listen(1);
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here", TimeSpan.FromMilliseconds(300));
        var failure = await Assert.ThrowsAsync<DaemonUnreachableException>(() => client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Contains("has not answered", failure.Message, StringComparison.Ordinal);
        Assert.Contains("rc-service routerd restart", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcceptLoop_ListenerThatFails_ReportsAndGoesOn()
    {
        var faults = new Exception[]
        {
            new SocketException(24),
            new SocketException(103),
            new InsufficientMemoryException(),
            new OperationCanceledException("not ours"),
            new InvalidOperationException("a fault of ours"),
        };
        await using var server = new TestServer(new FailingListener(UnixListener.Bind(SocketPath), faults));
        await using var client = new RouterClient(new UnixTransport(SocketPath), "here", TimeSpan.FromSeconds(60));
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.ShowVersion(), Token));
        // The first of those that follow one another is told, not each.
        Assert.Equal([faults[0]], server.Faults);
    }

    private TestServer Serve(ApiLimits limits, CallerRank rank) => new(UnixListener.Bind(SocketPath), TestServer.Connections(limits), rank);

    private async Task<Stream> RawAsync(string text)
    {
        var stream = await new UnixTransport(SocketPath).ConnectAsync(Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        return stream;
    }

    private static async Task WaitAsync(Func<bool> happens)
    {
        var clock = Stopwatch.StartNew();
        while (!happens())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "it does not happen");
            await Task.Delay(10, Token);
        }
    }

    /// <summary>Fails so often as there are exceptions, then accepts.</summary>
    private sealed class FailingListener(IListener inner, IEnumerable<Exception> faults) : IListener
    {
        private readonly Queue<Exception> waiting = new(faults);

        public Task<AcceptedClient> AcceptAsync(CancellationToken stopping) =>
            waiting.TryDequeue(out var fault) ? Task.FromException<AcceptedClient>(fault) : inner.AcceptAsync(stopping);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
