using System.Diagnostics;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>Somebody at the console: ssh with a terminal on the router's side, typed at by the test.</summary>
internal sealed class SshSession : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private SshSession(Process process)
    {
        this.process = process;
        _ = PumpAsync();
    }

    public Transcript Transcript { get; } = new();

    public static SshSession Start(SshLogin login)
    {
        // -tt: a terminal there although there is none here.
        var command = login.Command().Select(word => word == "-t" ? "-tt" : word).ToList();
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm";
        return new SshSession(Process.Start(start)!);
    }

    public async Task TypeAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>What came before the text.</summary>
    public Task<string> SeeAsync(string text) => Transcript.WaitForAsync(text, Within, TestContext.Current.CancellationToken);

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task PumpAsync()
    {
        var buffer = new char[1024];
        while (await process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
            Transcript.Append(new string(buffer, 0, count));
        Transcript.End();
    }
}
