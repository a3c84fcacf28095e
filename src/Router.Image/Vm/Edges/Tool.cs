using System.ComponentModel;
using System.Diagnostics;

namespace Router.Image.Vm.Edges;

/// <summary>What a host program gave: its exit code and all that it wrote.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output of a program that went well.</summary>
    /// <exception cref="MachineException">It did not; the message has its own words.</exception>
    public string OrThrow(string what) =>
        ExitCode == 0 ? Output : throw new MachineException($"{what} failed (exit code {ExitCode}): {(Error.Length > 0 ? Error : Output).Trim()}");
}

/// <summary>Runs a host program to its end.</summary>
public static class Tool
{
    /// <summary>Runs the command, with a text on its stdin; a cancellation kills it.</summary>
    /// <exception cref="MachineException">The program is missing.</exception>
    public static async Task<ToolResult> RunAsync(IReadOnlyList<string> command, string input, CancellationToken stopping)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        using var kill = stopping.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading all; its exit code tells what that means.
        }
        await process.WaitForExitAsync(CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
        return new ToolResult(process.ExitCode, await output, await error);
    }

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, string, CancellationToken)"/>
    public static Task<ToolResult> RunAsync(IReadOnlyList<string> command, CancellationToken stopping) => RunAsync(command, "", stopping);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new UnreachableException();
        }
        catch (Win32Exception e)
        {
            throw new MachineException($"{start.FileName} cannot be started: {e.Message}", e);
        }
    }
}
