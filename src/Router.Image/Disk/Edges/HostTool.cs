using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Router.Image.Disk.Edges;

/// <summary>A program of the host is missing or failed.</summary>
public sealed class HostToolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Runs programs of the host in a world of fixed time, so that what they write depends on their input alone.</summary>
internal sealed class HostTool(long time)
{
    private static readonly Dictionary<string, string> s_packages = new()
    {
        ["grub-mkimage"] = "grub-common",
        ["mkfs.vfat"] = "dosfstools",
        ["mcopy"] = "mtools",
        ["mke2fs"] = "e2fsprogs",
    };

    /// <summary>Runs a program to its end; a cancellation kills it.</summary>
    /// <exception cref="HostToolException">It is missing, or failed; the message has its own words.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken stopping)
    {
        using var process = Start(program, arguments);
        using var kill = stopping.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
        var words = (await error + await output).Trim();
        if (process.ExitCode != 0)
            throw new HostToolException($"{program} failed (exit code {process.ExitCode}): {words}");
    }

    private Process Start(string program, IReadOnlyList<string> arguments)
    {
        var now = time.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SOURCE_DATE_EPOCH"] = now;
        start.Environment["E2FSPROGS_FAKE_TIME"] = now;
        start.Environment["MTOOLS_SKIP_CHECK"] = "1";
        start.Environment["TZ"] = "UTC";
        start.Environment["LC_ALL"] = "C";
        // The makers of file systems are found by root only.
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        try
        {
            return Process.Start(start) ?? throw new UnreachableException();
        }
        catch (Win32Exception e)
        {
            var package = s_packages.GetValueOrDefault(program, program);
            throw new HostToolException($"{program} cannot be started: {e.Message}; install it: apt-get install {package}", e);
        }
    }
}
