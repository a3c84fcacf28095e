using Router.Core.State;
using Router.Wire.Tar;

namespace Router.Daemon.Edges;

/// <summary>Files of the system that a diskless Alpine takes from a backup: what is installed, what is started, and lbu's own.</summary>
/// <param name="root">In front of every path.</param>
internal sealed class SystemState(string root)
{
    private const int Longest = 1 << 20;

    private static readonly string[] Files =
        ["etc/apk/arch", "etc/apk/repositories", "etc/apk/world", "etc/apk/protected_paths.d/lbu.list", "etc/lbu/lbu.conf"];

    private static readonly string[] Folders = ["etc/apk/keys", "etc/runlevels"];

    /// <summary>Those that are there, as they are.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public IReadOnlyList<TarEntry> Read() =>
    [
        .. Files.Concat(Folders.SelectMany(Below)).Select(Entry).OfType<TarEntry>().OrderBy(entry => entry.Path, StringComparer.Ordinal),
    ];

    private IEnumerable<string> Below(string folder)
    {
        var place = Path.Combine(root, folder);
        return Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file))
            : [];
    }

    private TarEntry? Entry(string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (file.LinkTarget is { } target)
            return new TarEntry(path, TarKind.SymbolicLink) { Mode = FileModes.AllFolder, Target = target };
        if (!file.Exists || file.Length > Longest || TarEntry.Problem(path) is not null)
            return null;
        try
        {
            // lbu's settings may hold its password.
            var mode = path.StartsWith("etc/lbu/", StringComparison.Ordinal) ? FileModes.OwnerOnly : FileModes.AllRead;
            return new TarEntry(path, TarKind.File) { Mode = mode, Content = File.ReadAllBytes(file.FullName) };
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
