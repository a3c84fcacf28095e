using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Router.Api.Contract;
using Router.Core.Edges;

namespace Router.Daemon.Edges;

/// <summary>Programs of the machine. Arguments go as they are, through no shell.</summary>
internal static class ProgramRunner
{
    /// <summary>Its exit code, and what it said on both outputs.</summary>
    /// <exception cref="ApplyException">There is no such program.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stopping)
    {
        using var process = Start(program, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stopping);
            var error = process.StandardError.ReadToEndAsync(stopping);
            await process.WaitForExitAsync(stopping);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Each line as it comes, then the exit code. Stopping the enumeration ends the program.</summary>
    /// <exception cref="ApplyException">There is no such program.</exception>
    public static async IAsyncEnumerable<Response> FollowAsync(
        string program, IEnumerable<string> arguments, [EnumeratorCancellation] CancellationToken stopping)
    {
        using var process = Start(program, arguments);
        try
        {
            var lines = Channel.CreateBounded<string>(256);
            var reading = Task.WhenAll(PumpAsync(process.StandardOutput, lines, stopping), PumpAsync(process.StandardError, lines, stopping));
            _ = reading.ContinueWith(_ => lines.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
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

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new ApplyException(program, exception.NativeErrorCode, $"it cannot be started: {exception.Message}", exception);
        }
    }
}
