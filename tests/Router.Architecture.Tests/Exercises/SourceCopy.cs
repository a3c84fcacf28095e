using System.Diagnostics;
using System.Security.Cryptography;

namespace Router.Architecture.Tests.Exercises;

/// <summary>The sources in a folder of their own, which goes with it.</summary>
internal sealed class SourceCopy : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-source-").FullName;

    public static async Task<SourceCopy> MakeAsync(string root)
    {
        var copy = new SourceCopy();
        var names = await RunAsync(root, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        foreach (var name in names.Split('\0').Where(name => name.StartsWith("src/", StringComparison.Ordinal) || !name.Contains('/')))
        {
            var from = Path.Combine(root, name);
            if (!File.Exists(from))
                continue;
            var to = Path.Combine(copy.folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
        return copy;
    }

    /// <summary>The files that it makes new, and those that it changes.</summary>
    public async Task<(int Made, int Changed)> ApplyAsync(string patch)
    {
        var summary = await RunAsync(folder, "git", "apply", "--numstat", "--summary", patch);
        await RunAsync(folder, "git", "apply", patch);
        var lines = summary.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var made = lines.Count(line => line.StartsWith(" create mode", StringComparison.Ordinal));
        return (made, lines.Count(line => char.IsAsciiDigit(line[0])) - made);
    }

    public Task TakeAwayAsync(string patch) => RunAsync(folder, "git", "apply", "--reverse", patch);

    public Task<string> RunAsync(string program, params string[] arguments) => RunAsync(folder, program, arguments);

    /// <summary>Of every source, built or not.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {said}{await errors}");
        return said;
    }
}
