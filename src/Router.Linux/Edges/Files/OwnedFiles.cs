using Router.Core.State;

namespace Router.Linux.Edges.Files;

/// <summary>
/// Files that stand where only a service of ours may have one, at one moment. Folders are listed once however many services have a file in
/// them.
/// </summary>
internal sealed class OwnedFiles(LinuxPaths paths, SystemFileReader files)
{
    private const string All = "/*";
    private readonly Dictionary<string, HashSet<string>> folders = [];

    /// <summary>Those that the service does not want (any more).</summary>
    public IEnumerable<ServiceFile> Unwanted(DesiredService service)
    {
        foreach (var owned in service.Owns)
        {
            var cut = owned.LastIndexOf('/');
            var (folder, name) = (owned[..cut], owned[(cut + 1)..]);
            var there = Names(folder);
            IEnumerable<string> names = owned.EndsWith(All, StringComparison.Ordinal) ? there : there.Contains(name) ? [name] : [];
            foreach (var path in names.Select(found => $"{folder}/{found}").Where(path => service.Files.All(file => file.Path != path)))
            {
                // What it holds is nobody's business: it may be a key.
                if (files.Read(new ServiceFile(path, "", Owner: "root:root", Secret: true)) is { } file)
                    yield return file;
            }
        }
    }

    private HashSet<string> Names(string folder)
    {
        if (folders.TryGetValue(folder, out var known))
            return known;
        var place = paths.InRoot(folder);
        try
        {
            return folders[folder] = Directory.Exists(place)
                ? [.. Directory.EnumerateFiles(place).Select(path => Path.GetFileName(path)!)]
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return folders[folder] = [];
        }
    }
}
