using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Router.Core.Edges;

namespace Router.Linux.Edges.Processes;

/// <summary>Programs of the machine, to their end and no longer than a time limit. Arguments go through no shell.</summary>
public static class ProgramRunner
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>A service that a script left in the background may hold the outputs open: it is not waited for.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>Its exit code, and what it said on both outputs. <paramref name="limit"/>: null is two minutes.</summary>
    /// <exception cref="ApplyException">There is no such program, or it did not end in time.</exception>
    public static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, string input, CancellationToken stopping, TimeSpan? limit = null)
    {
        var longest = limit ?? Longest;
        using var process = Start(program, arguments);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        over.CancelAfter(longest);
        try
        {
            var output = ReadAsync(process.StandardOutput, over.Token);
            var error = ReadAsync(process.StandardError, over.Token);
            await WriteAsync(process, input, over.Token);
            await process.WaitForExitAsync(over.Token);
            over.CancelAfter(LastWords);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            stopping.ThrowIfCancellationRequested();
            throw new ApplyException(program, 0, $"did not end in {longest.TotalSeconds:0} seconds");
        }
    }

    /// <summary>To the end, or what there was when it was stopped.</summary>
    private static async Task<string> ReadAsync(StreamReader from, CancellationToken stopping)
    {
        var words = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            while (await from.ReadAsync(buffer, stopping) is var read and > 0)
                words.Append(buffer, 0, read);
        }
        catch (OperationCanceledException)
        {
            // The program itself is what ends or is ended; its words are all that is lost.
        }
        return words.ToString();
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken stopping)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), stopping);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading all; its exit code tells what that means.
        }
    }

    /// <summary>With its inputs and outputs in our hands.</summary>
    /// <exception cref="ApplyException">There is no such program.</exception>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ApplyException(
                $"run {program}", e.NativeErrorCode, $"it cannot be started: {Marshal.GetPInvokeErrorMessage(e.NativeErrorCode)}", e);
        }
    }
}
