using System.ComponentModel;
using System.Diagnostics;

namespace Router.Image.Building.Edges;

/// <summary>Programs of this machine that a build needs, and the Debian packages that have them.</summary>
internal static class HostTool
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["apt-get"] = "apt",
        ["apt-cache"] = "apt",
        ["dpkg-deb"] = "dpkg",
        ["mksquashfs"] = "squashfs-tools",
        ["depmod"] = "kmod",
        ["mkfs.vfat"] = "dosfstools",
        ["mcopy"] = "mtools",
        ["mmd"] = "mtools",
        ["mke2fs"] = "e2fsprogs",
        ["sfdisk"] = "fdisk",
        ["grub-mkimage"] = "grub-common grub-pc-bin grub-efi-amd64-bin",
    };

    /// <summary>Runs a program to its end and returns its output.</summary>
    /// <exception cref="ImageException">It is missing, or failed; the message has its own words.</exception>
    public static async Task<string> RunAsync(
        IReadOnlyList<string> command, CancellationToken stopping, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var output = new MemoryStream();
        await PipeAsync(command, output, stopping, folder, environment);
        return System.Text.Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    /// <summary>The same, with the output as bytes into a stream.</summary>
    /// <exception cref="ImageException">It is missing, or failed; the message has its own words.</exception>
    public static async Task PipeAsync(
        IReadOnlyList<string> command, Stream output, CancellationToken stopping, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["PATH"] = $"{start.Environment["PATH"]}:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Start(start);
        await using var kill = stopping.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        stopping.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new ImageException($"{command[0]} failed (exit code {process.ExitCode}): {(await error).Trim()}", Remedy(await error));
    }

    private static string? Remedy(string error) => error.Contains("No space left", StringComparison.Ordinal) ? "free some disk space" : null;

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new UnreachableException();
        }
        catch (Win32Exception e)
        {
            var package = Packages.GetValueOrDefault(start.FileName, start.FileName);
            throw new ImageException($"{start.FileName} is missing on this machine", $"apt-get install {package}", inner: e);
        }
    }
}
