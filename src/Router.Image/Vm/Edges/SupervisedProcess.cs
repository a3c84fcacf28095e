using System.Diagnostics;

namespace Router.Image.Vm.Edges;

/// <summary>
/// A process that never outlives this one, however this one ends: a small shell beside it waits on a pipe that the kernel closes with
/// us. (PR_SET_PDEATHSIG would not do: it fires when the thread that started the process ends.)
/// </summary>
public sealed class SupervisedProcess : IAsyncDisposable
{
    /// <summary>
    /// The shell becomes the command, so that the process number is the command's own; in a session of its own, so that Ctrl-C comes to
    /// us alone.
    /// </summary>
    internal const string Script = """
        exec 3<&0
        { read -r word <&3; [ "$word" = done ] || kill -9 $$; } >/dev/null 2>&1 &
        exec setsid "$@" 3<&- </dev/null
        """;

    private readonly Process process;
    private readonly Task<string> output;
    private bool released;

    private SupervisedProcess(Process process)
    {
        this.process = process;
        output = CollectAsync(process.StandardOutput, process.StandardError);
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Starts the command; that it is missing shows in its output and exit code.</summary>
    public static SupervisedProcess Start(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new SupervisedProcess(Process.Start(start) ?? throw new UnreachableException());
    }

    /// <summary>The exit code, 128 + the signal for a process that was killed.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken stopping)
    {
        await process.WaitForExitAsync(stopping);
        return process.ExitCode;
    }

    /// <summary>What the process wrote, once it is gone.</summary>
    public Task<string> OutputAsync() => output;

    /// <summary>At once and without a word, as a power cut does.</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill();
    }

    /// <summary>Lets the process live on after us.</summary>
    public async Task ReleaseAsync()
    {
        await DismissShellAsync();
        released = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!released)
        {
            Kill();
            await process.WaitForExitAsync();
            // The process is gone: the shell beside it must not kill whoever has its number by then.
            await DismissShellAsync();
        }
        process.Dispose();
    }

    private async Task DismissShellAsync()
    {
        try
        {
            await process.StandardInput.WriteLineAsync("done");
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // The shell was killed as well; then there is nothing to tell.
        }
    }

    private static async Task<string> CollectAsync(StreamReader output, StreamReader error)
    {
        var texts = await Task.WhenAll(output.ReadToEndAsync(), error.ReadToEndAsync());
        return string.Concat(texts).Trim();
    }
}
