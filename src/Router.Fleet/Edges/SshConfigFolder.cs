using System.IO.Enumeration;
using Router.Fleet.SshConfigs;

namespace Router.Fleet.Edges;

/// <summary>Files of ssh's on disk. A user's file that others may write is not read, as with ssh.</summary>
public sealed class SshConfigFolder : ISshConfigFiles
{
    private const int LongestFile = 1 << 20;

    public IReadOnlyList<string>? Lines(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
            if (!path.StartsWith("/etc/", StringComparison.Ordinal) && (File.GetUnixFileMode(path) & others) != 0)
                throw new SshConfigException(new SshConfigPlace(path, 0), "others may write it, so that ssh does not read it: chmod go-w");
            return SmallFile.Read(path, LongestFile) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes).Split('\n') : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public IReadOnlyList<string> Matching(string pattern)
    {
        IEnumerable<string> found = ["/"];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.SelectMany(folder => Below(folder, part)).ToList();
        return [.. found.Where(File.Exists).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Below(string folder, string part)
    {
        if (!part.AsSpan().ContainsAny('*', '?'))
            return [Path.Combine(folder, part)];
        try
        {
            return Directory.Exists(folder)
                ? Directory.GetFileSystemEntries(folder)
                    .Where(path => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(path), ignoreCase: false)
                        && (part[0] == '.' || Path.GetFileName(path)[0] != '.'))
                : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
