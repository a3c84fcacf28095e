using System.Diagnostics;

namespace Router.Ctl.Tests.Flash;

/// <summary>Disk images made, and judged, by sfdisk.</summary>
internal static class DiskImages
{
    /// <summary>64 MiB with a boot, a root and a data partition, and noise in the second.</summary>
    public static string Make(TemporaryFolder folder, string name = "disk.img")
    {
        var path = folder[name];
        using (var file = File.Create(path))
            file.SetLength(64 << 20);
        Sfdisk(path, "label: gpt\nsize=4MiB, type=uefi\nsize=30MiB, type=linux\nsize=8MiB, type=linux\n");
        using var disk = File.OpenWrite(path);
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        disk.Position = 6 << 20;
        disk.Write(noise);
        return path;
    }

    /// <summary>What sfdisk finds wrong; it says "No errors detected." of a good one.</summary>
    public static string Verify(string path) => Sfdisk(path, "", "--verify");

    public static string Dump(string path) => Sfdisk(path, "", "--dump");

    private static string Sfdisk(string path, string input, params string[] options)
    {
        var start = new ProcessStartInfo("sfdisk", [.. options, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        return text;
    }
}
