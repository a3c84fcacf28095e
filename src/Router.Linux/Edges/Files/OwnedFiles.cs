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
    public IReadOnlyList<ServiceFile> Unwanted(DesiredService service)
    {
        List<ServiceFile>? unwanted = null;
        foreach (var owned in service.Owns)
        {
            // A thousand services look for a file each that is not there: that takes no memory.
            var cut = owned.LastIndexOf('/');
            var there = Names(owned.AsSpan(0, cut));
            if (owned.EndsWith(All, StringComparison.Ordinal))
            {
                foreach (var name in there)
                    Look($"{owned.AsSpan(0, cut)}/{name}");
            }
            else if (there.GetAlternateLookup<ReadOnlySpan<char>>().Contains(owned.AsSpan(cut + 1)))
            {
                Look(owned);
            }
        }
        return unwanted ?? (IReadOnlyList<ServiceFile>)[];

        void Look(string path)
        {
            // What it holds is nobody's business: it may be a key.
            if (service.Files.All(file => file.Path != path)
                && files.Read(new ServiceFile(path, "", Owner: "root:root", Secret: true)) is { } file)
                (unwanted ??= []).Add(file);
        }
    }

    private HashSet<string> Names(ReadOnlySpan<char> folder)
    {
        var known = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        return known.TryGetValue(folder, out var names) ? names : known[folder] = Listed($"{folder}");
    }

    private HashSet<string> Listed(string folder)
    {
        var place = paths.InRoot(folder);
        try
        {
            return Directory.Exists(place) ? [.. Directory.EnumerateFiles(place).Select(path => Path.GetFileName(path)!)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
