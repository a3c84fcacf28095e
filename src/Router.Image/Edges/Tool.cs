using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Router.Image.Edges;

/// <summary>What a program of this machine gave: its exit code and all that it wrote.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output of a program that went well.</summary>
    /// <exception cref="ImageException">It did not; the message has its own words.</exception>
    public string OrThrow(string what)
    {
        if (ExitCode == 0)
            return Output;
        var words = (Error.Length > 0 ? Error : Output).Trim();
        var how = words.Contains("No space left", StringComparison.Ordinal) ? "free some disk space" : null;
        throw new ImageException($"{what} failed (exit code {ExitCode}): {words}", how);
    }
}

/// <summary>
/// Runs programs of this machine to their end, with the same language and time zone everywhere; a cancellation kills them.
/// </summary>
public static class Tool
{
    /// <exception cref="ImageException">The program is missing.</exception>
    public static Task<ToolResult> RunAsync(IReadOnlyList<string> command, CancellationToken stopping) => RunAsync(command, "", stopping);

    /// <summary>The same, with a text on its stdin.</summary>
    /// <exception cref="ImageException">The program is missing.</exception>
    public static async Task<ToolResult> RunAsync(IReadOnlyList<string> command, string input, CancellationToken stopping)
    {
        using var output = new MemoryStream();
        var (exitCode, error) = await RunAsync(Prepare(command, null, null), input, output, stopping);
        return new ToolResult(exitCode, Text(output), error);
    }

    /// <summary>The output of a program that has to go well.</summary>
    /// <exception cref="ImageException">It is missing, or failed; the message has its own words.</exception>
    internal static async Task<string> OutputAsync(
        IReadOnlyList<string> command, CancellationToken stopping,
        string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var output = new MemoryStream();
        var (exitCode, error) = await RunAsync(Prepare(command, folder, environment), "", output, stopping);
        return new ToolResult(exitCode, Text(output), error).OrThrow(command[0]);
    }

    /// <summary>The same, as bytes into a stream.</summary>
    /// <exception cref="ImageException">It is missing, or failed; the message has its own words.</exception>
    internal static async Task PipeAsync(IReadOnlyList<string> command, Stream output, CancellationToken stopping)
    {
        var (exitCode, error) = await RunAsync(Prepare(command, null, null), "", output, stopping);
        new ToolResult(exitCode, "", error).OrThrow(command[0]);
    }

    private static ProcessStartInfo Prepare(IReadOnlyList<string> command, string? folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(HostPrograms.Find(command[0]), command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        // mksquashfs refuses it beside times of our own.
        start.Environment.Remove("SOURCE_DATE_EPOCH");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(
        ProcessStartInfo start, string input, Stream output, CancellationToken stopping)
    {
        using var process = Start(start);
        await using var kill = stopping.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var copy = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading all; its exit code tells what that means.
        }
        await copy;
        await process.WaitForExitAsync(CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
        return (process.ExitCode, await error);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new UnreachableException();
        }
        catch (Win32Exception e)
        {
            throw new ImageException($"{start.FileName} cannot be started: {e.Message}", inner: e);
        }
    }

    private static string Text(MemoryStream output) => Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length));
}
