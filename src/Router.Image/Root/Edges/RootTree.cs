using Router.Core.State;
using Router.Image.Edges;

namespace Router.Image.Root.Edges;

/// <summary>A root tree in a folder. Paths are the device's own; links in them are followed inside the tree only.</summary>
internal sealed class RootTree(string folder)
{
    public string Folder => folder;

    /// <summary>The path in this machine's file system, with the links of the merged /usr followed.</summary>
    public string Map(string path)
    {
        var mapped = folder;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            mapped = Path.Combine(mapped, part);
            if (mapped == Path.Combine(folder, part) && new DirectoryInfo(mapped).LinkTarget is { } target)
                mapped = Path.Combine(folder, target.TrimStart('/'));
        }
        return mapped;
    }

    public bool Has(string path) => File.Exists(Map(path)) || Directory.Exists(Map(path)) || new FileInfo(Map(path)).LinkTarget is not null;

    public string Read(string path) => File.Exists(Map(path)) ? File.ReadAllText(Map(path)) : "";

    public void Write(
        string path, string content,
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        File.WriteAllText(Map(path), content);
        File.SetUnixFileMode(Map(path), mode);
    }

    public void MakeFolder(string path) => Directory.CreateDirectory(Map(path));

    /// <summary>Where a symbolic link leads; null: it is none.</summary>
    public string? Target(string path) => new FileInfo(Map(path)).LinkTarget;

    /// <summary>An executable of this machine's file system.</summary>
    public void Copy(string program, string path)
    {
        Delete(path);
        File.Copy(program, Map(path));
        File.SetUnixFileMode(Map(path), (UnixFileMode)FileModes.AllFolder);
    }

    /// <summary>A symbolic link; whatever was there is replaced.</summary>
    public void Link(string path, string target)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        Delete(path);
        File.CreateSymbolicLink(Map(path), target);
    }

    public void Delete(string path)
    {
        var mapped = Map(path);
        if (new DirectoryInfo(mapped) is { Exists: true, LinkTarget: null })
            Directory.Delete(mapped, recursive: true);
        else
            File.Delete(mapped);
    }

    /// <summary>Lays a folder of files over the tree, executable bits kept; everything belongs to root.</summary>
    public void Overlay(string source, string below = "/")
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(below, Path.GetRelativePath(source, file));
            MakeFolder(Path.GetDirectoryName(path)!);
            Delete(path);
            File.Copy(file, Map(path));
            var executable = (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;
            File.SetUnixFileMode(Map(path), executable ? (UnixFileMode)FileModes.AllFolder : (UnixFileMode)FileModes.AllRead);
        }
    }

    /// <summary>
    /// Where /usr is merged, /lib as well: it holds nothing but apk's database, which is put there before the first package could
    /// bring a link.
    /// </summary>
    public void MergeLib()
    {
        var (lib, merged) = (Path.Combine(folder, "lib"), Path.Combine(folder, "usr", "lib"));
        if (new DirectoryInfo(Path.Combine(folder, "bin")).LinkTarget is null
            || new DirectoryInfo(lib) is not { Exists: true, LinkTarget: null })
            return;
        foreach (var entry in Directory.GetDirectories(lib))
            Directory.Move(entry, Path.Combine(merged, Path.GetFileName(entry)));
        Directory.Delete(lib);
        Directory.CreateSymbolicLink(lib, "usr/lib");
    }

    /// <summary>A copy with owners, modes, links and attributes.</summary>
    public static async Task<RootTree> CopyAsync(string from, string to, CancellationToken stopping)
    {
        await Tool.OutputAsync(["cp", "-a", from, to], stopping);
        return new RootTree(to);
    }
}
