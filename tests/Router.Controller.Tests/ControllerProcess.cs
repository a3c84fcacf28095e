using System.Diagnostics;
using Router.Testing;

namespace Router.Controller.Tests;

/// <summary>A controller as a program of its own, which can be killed.</summary>
internal sealed class ControllerProcess : IDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> said = [];

    public ControllerProcess(string folder, string storage)
    {
        var (port, silo, gateway) = (Ports.Free(), Ports.Free(), Ports.Free());
        Url = new Uri($"https://127.0.0.1:{port}");
        var program = Path.Combine(
            Golden.Root(), "src", "Router.Controller", "bin", Configuration, "net10.0", "router-controller.dll");
        process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                program, "run", "--folder", folder, "--storage", storage, "--listen", $"127.0.0.1:{port}", "--host", "127.0.0.1",
                "--silo-port", $"{silo}", "--gateway-port", $"{gateway}",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        process.ErrorDataReceived += Hear;
        process.OutputDataReceived += Hear;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public Uri Url { get; }

    public async Task ReadyAsync()
    {
        while (!Said.Contains("listens on", StringComparison.Ordinal))
        {
            if (process.HasExited)
                Assert.Fail($"the controller ended with {process.ExitCode}: {Said}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public string Said
    {
        get
        {
            lock (gate)
                return string.Join('\n', said);
        }
    }

    /// <summary>As kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static string Configuration => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not { } text)
            return;
        lock (gate)
            said.Add(text);
    }
}
