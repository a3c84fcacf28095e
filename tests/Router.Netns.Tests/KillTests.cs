using System.Diagnostics;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>The real daemon in a namespace, killed without warning while it commits, again and again.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 6;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("routerd-kill-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Socket => Path.Combine(folder.FullName, "run", "routerd.sock");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Kill_DuringCommits_BootsTheLastOneOrTheOneBefore_AndTheKernelIsAsItSays()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await kernel.IpAsync("link add eth0 type veth peer name eth9");
        var number = 0;
        var confirmed = 0;
        var random = new Random(9);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var daemon = await StartAsync(kernel);
            var running = await HostnameAsync();
            Assert.Contains(running, kill == 0 ? ["router"] : new[] { $"r{confirmed}", $"r{number}" });
            Assert.Equal(running, (await kernel.ProgramAsync("hostname", "")).Trim());
            confirmed = kill == 0 ? 0 : int.Parse(running[1..], System.Globalization.CultureInfo.InvariantCulture);
            var patience = Stopwatch.StartNew();
            var until = random.Next(50, 400);
            await using var client = new RouterClient(new UnixTransport(Socket), "test");
            Task<Response>? committing = null;
            while (patience.ElapsedMilliseconds < until || confirmed == 0)
            {
                committing = client.SendAsync(new Request.CommitFile(Document(++number), null, null), Token);
                if (patience.ElapsedMilliseconds >= until && confirmed > 0)
                    break;
                Assert.IsType<Response.Committed>(await committing);
                confirmed = number;
            }
            daemon.Kill();
            await daemon.WaitForExitAsync(Token);
            if (committing is not null && await Task.WhenAny(committing) == committing && committing.IsCompletedSuccessfully)
                confirmed = number;
        }
    }

    private static string Document(int number) =>
        $"version: 1\nsystem: {{ hostname: r{number} }}\ninterfaces:\n  lan: {{ device: eth0, zone: lan, addresses: [10.0.{number % 250}.1/24] }}\n";

    private async Task<Process> StartAsync(NetworkNamespace kernel)
    {
        var process = await kernel.RunAsync(() => Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "routerd"),
            ["run", "--state", Path.Combine(folder.FullName, "state"), "--socket", Socket, "--root", Path.Combine(folder.FullName, "root"), "--board", Path.Combine(folder.FullName, "board.yaml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready: network is applied", StringComparison.Ordinal) == true)
                ready.TrySetResult();
            else if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("routerd ended before it was ready"));
        };
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
        return process;
    }

    private async Task<string> HostnameAsync()
    {
        await using var client = new RouterClient(new UnixTransport(Socket), "test");
        return Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token)).Hostname;
    }
}
