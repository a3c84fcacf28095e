using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Router.Api.Contract;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>Programs whose output people watch.</summary>
internal static class ProgramFollower
{
    /// <summary>Each line as it comes, then the exit code. Stopping the enumeration ends the program.</summary>
    /// <exception cref="ApplyException">There is no such program.</exception>
    public static async IAsyncEnumerable<Response> FollowAsync(
        string program, IEnumerable<string> arguments, [EnumeratorCancellation] CancellationToken stopping)
    {
        using var process = ProgramRunner.Start(program, arguments);
        process.StandardInput.Close();
        try
        {
            var lines = Channel.CreateBounded<string>(256);
            var reading = Task.WhenAll(
                PumpAsync(process.StandardOutput, lines, stopping), PumpAsync(process.StandardError, lines, stopping));
            _ = reading.ContinueWith(
                _ => lines.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await foreach (var line in lines.Reader.ReadAllAsync(stopping))
                yield return new Response.Line(line);
            await reading;
            await process.WaitForExitAsync(stopping);
            yield return new Response.End(process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task PumpAsync(StreamReader from, Channel<string> to, CancellationToken stopping)
    {
        while (await from.ReadLineAsync(stopping) is { } line)
            await to.Writer.WriteAsync(line, stopping);
    }
}
