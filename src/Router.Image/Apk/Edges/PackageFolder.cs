namespace Router.Image.Apk.Edges;

/// <summary>Keeps packages in a folder; their names tell the build, so repositories and releases can share it.</summary>
internal sealed class PackageFolder(string folder) : IPackageCache
{
    public byte[]? Find(IndexEntry entry)
    {
        var path = Name(entry);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    public void Keep(IndexEntry entry, byte[] file)
    {
        var path = Name(entry);
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(partial, file);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(partial);
            throw new ApkException($"{path}: cannot be kept ({e.Message}); free space, or name another cache folder", e, isInput: false);
        }
    }

    private string Name(IndexEntry entry) =>
        Path.Combine(
            folder, $"{entry.Description.Name}-{entry.Description.Version}.{Convert.ToHexStringLower(entry.Checksum.Span[..4])}.apk");
}
