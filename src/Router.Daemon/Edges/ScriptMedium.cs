using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Router.Core.Edges;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>The medium, by <c>/usr/libexec/router/keep-state</c>, which finds it, mounts it and writes.</summary>
internal sealed class ScriptMedium(RuntimePaths paths) : IMedium
{
    private readonly string program = paths.InRoot("usr/libexec/router/keep-state");

    public bool Exists => File.Exists(program);

    public string Stamp()
    {
        var lines = new StringBuilder();
        foreach (var folder in (string[])[paths.State, Path.GetDirectoryName(paths.HostKey)!])
        {
            foreach (var file in Files(folder).OrderBy(file => file.FullName, StringComparer.Ordinal))
                lines.Append(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    public async Task<string?> KeepAsync(CancellationToken stopping)
    {
        try
        {
            var (code, output, error) = await ProgramRunner.RunAsync(program, [], "", stopping);
            return code == 0 ? null : $"{output}{error}".Trim().Split('\n')[^1] is { Length: > 0 } why ? why : $"exit code {code}";
        }
        catch (ApplyException exception)
        {
            return exception.Message;
        }
    }

    public long? Free()
    {
        try
        {
            return new DriveInfo(paths.State).TotalFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A folder that cannot be listed has none: what is wrong with it shows where it is written.</summary>
    private static IReadOnlyList<FileInfo> Files(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
