using System.Diagnostics;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;

namespace Router.Netns.Tests.Namespaces;

/// <summary><c>routerd run</c> as a process, with folders of its own; what it wrote is there for the next one.</summary>
internal sealed class RealDaemon : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("routerd-real-");

    // Any user may come as far as the socket, as in the image.
    public RealDaemon() => folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string State => Path.Combine(folder.FullName, "state");

    /// <summary>What stands in front of every path of the system.</summary>
    public string Root => Path.Combine(folder.FullName, "root");

    public string Socket => Path.Combine(folder.FullName, "run", "routerd.sock");

    /// <summary>A host name and an address that say the same number.</summary>
    public static string Document(int number) =>
        $"version: 1\nsystem: {{ hostname: r{number} }}\ninterfaces:\n  lan: {{ device: eth0, zone: lan, addresses: [10.0.{number % 250}.1/24] }}\n";

    public RouterClient Connect() => new(new UnixTransport(Socket), "test");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Done when its network is applied.</summary>
    public async Task<Process> StartAsync(NetworkNamespace kernel)
    {
        var process = await kernel.RunAsync(() => Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "routerd"),
            ["run", "--state", State, "--socket", Socket, "--root", Root, "--board", Path.Combine(folder.FullName, "board.yaml")])
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

    /// <summary>What it says to run.</summary>
    public async Task<string> HostnameAsync()
    {
        await using var client = Connect();
        return Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token)).Hostname;
    }
}
