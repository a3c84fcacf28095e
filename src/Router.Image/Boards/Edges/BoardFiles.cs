using Router.Image.Building.Edges;
using Router.Image.Edges;

namespace Router.Image.Boards.Edges;

/// <summary>Makes folders of boards.</summary>
public static class BoardFiles
{
    /// <summary>A new board with all that another has, under its own name. Returns the files that were made.</summary>
    /// <exception cref="ImageException">The name is none or taken, or the other board is not there or has problems.</exception>
    public static IReadOnlyList<string> Make(string repository, string name, string from)
    {
        if (BoardText.CheckName(name) is { } wrong)
            throw new ImageException($"'{name}' {wrong}", "write it as pc-x86_64", isInput: true);
        var (source, folder) = (BoardFolder.Of(repository, from), BoardFolder.Of(repository, name));
        BoardFolder.Read(repository, from);
        if (Path.Exists(folder))
            throw new ImageException($"{folder} is there already", "choose another name, or remove that folder", isInput: true);
        var partial = folder + ".partial";
        try
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            FolderCopy.Copy(source, partial);
            var profile = Path.Combine(partial, Path.GetFileName(BoardFolder.Profile(repository, name)));
            File.WriteAllText(profile, BoardText.Renamed(File.ReadAllText(profile), from, name));
            Directory.Move(partial, folder);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
