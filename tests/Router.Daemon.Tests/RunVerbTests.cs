using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Daemon.Tests.Fakes;
using Router.Daemon.Verbs;
using Router.Linux.Edges.Services;
using Router.Testing.Kernel;

namespace Router.Daemon.Tests;

public sealed class RunVerbTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("routerd-");

    private string Socket => Path.Combine(folder.FullName, "routerd.sock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Run_WholeDaemon_BootsServesAndStops()
    {
        var kernel = FakeKernel.WithPorts(2);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunAsync(kernel, stopping.Token);
        await using (var client = new RouterClient(new UnixTransport(Socket), "test"))
        {
            const string document =
                "version: 1\nsystem: { hostname: home }\ninterfaces:\n  lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }\n";
            var committed = Assert.IsType<Response.Committed>(
                await client.SendAsync(new Request.CommitFile(document, null, null), stopping.Token));
            Assert.Equal(1, committed.Generation);
            var version = Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), stopping.Token));
            Assert.Equal(("home", true, true), (version.Hostname, version.Ready, version.ServicesReady));
            var log = Assert.IsType<Response.Log>(await client.SendAsync(new Request.ShowLog(100), stopping.Token));
            Assert.Contains(log.Items, l => l.Text.StartsWith("commit by root (test)", StringComparison.Ordinal));
        }
        await stopping.CancelAsync();
        Assert.Equal(0, await running);
        Assert.False(File.Exists(Socket));
        Assert.Equal("192.168.1.1/24", Assert.Single(kernel.State.Links["eth1"].Addresses).ToString());
    }

    [Theory]
    [InlineData("--state")]
    [InlineData("--nonsense", "x")]
    public async Task Run_WrongOptions_IsUsage(params string[] arguments) =>
        Assert.Equal(
            2, await RunVerb.RunAsync(arguments, _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Run_SecondDaemon_DoesNotStart()
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = RunAsync(FakeKernel.WithPorts(1), stopping.Token);
        Assert.Equal(3, await RunAsync(FakeKernel.WithPorts(1), stopping.Token));
        await stopping.CancelAsync();
        Assert.Equal(0, await running);
    }

    // The socket is bound before the first await, so that a client may come at once.
    private Task<int> RunAsync(FakeKernel kernel, CancellationToken stopping) => RunVerb.RunAsync(
        ["--state", Path.Combine(folder.FullName, "state"), "--socket", Socket, "--root", folder.FullName, "--board", Path.Combine(
            folder.FullName, "board.yaml")],
        _ => new Machinery(kernel, kernel, new NoServices(), () => new FakeWatch(kernel)), stopping);
}
