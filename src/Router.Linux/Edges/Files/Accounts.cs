using System.Globalization;

namespace Router.Linux.Edges.Files;

/// <summary>Numbers of users and groups by name, from the machine's own files.</summary>
internal sealed class Accounts(LinuxPaths paths)
{
    /// <summary>Null: there is no such user or group. <c>user:group</c>, by name or number.</summary>
    public (uint User, uint Group)? Find(string owner)
    {
        var parts = owner.Split(':');
        return Number("/etc/passwd", parts[0]) is { } user && Number("/etc/group", parts[1]) is { } group ? (user, group) : null;
    }

    private uint? Number(string file, string name)
    {
        if (name == "root")
            return 0;
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var itself))
            return itself;
        var path = paths.InRoot(file);
        var line = FileStatus.Of(path) is { Type: FileType.Plain }
            ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal))
            : null;
        return line?.Split(':') is [_, _, var id, ..] && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
