namespace Router.Image.Edges;

/// <summary>Copies folders.</summary>
internal static class FolderCopy
{
    /// <summary>Every file below a folder, with its mode: a script stays one that can be run. What is there already is refused.</summary>
    public static void Copy(string source, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
