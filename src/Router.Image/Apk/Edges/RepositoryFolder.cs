namespace Router.Image.Apk.Edges;

/// <summary>A repository in a folder.</summary>
/// <param name="parent">Holds this folder and those of other architectures; null: packages of all of them are in this one.</param>
internal sealed class RepositoryFolder(string folder, string? parent) : IPackageSource
{
    public string Location => folder;

    public (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames)
    {
        var name = fileNames.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)), fileNames[0]);
        return (name, Read(name));
    }

    public byte[] Read(string fileName, string? architecture = null)
    {
        var path = Path.Combine(architecture is null || parent is null ? folder : Path.Combine(parent, architecture), fileName);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ApkException($"{path}: missing, though the index has it; build the repository again or update the index", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkException($"{path}: {e.Message}", e);
        }
    }
}
