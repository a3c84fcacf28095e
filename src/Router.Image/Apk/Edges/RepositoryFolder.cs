namespace Router.Image.Apk.Edges;

/// <summary>A repository in a folder.</summary>
internal sealed class RepositoryFolder(string folder) : IPackageSource
{
    public string Location => folder;

    public byte[] Read(string fileName)
    {
        var path = Path.Combine(folder, fileName);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException e)
        {
            throw new ApkException($"{path}: missing, though the index has it; build the repository again or update the index", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkException($"{path}: {e.Message}", e);
        }
    }
}
