namespace Router.Image.Apk.Edges;

/// <summary>
/// Beginnings of packages whose fetching was cut off, for the next command; those who take one up hold the whole against its hash.
/// </summary>
/// <param name="folder">Null: nothing is kept.</param>
internal sealed class PartialFiles(string? folder)
{
    /// <summary>Takes it away: empty when there is none.</summary>
    public byte[] Take(string fileName)
    {
        var path = PathOf(fileName);
        if (path is null || !File.Exists(path))
            return [];
        try
        {
            var content = File.ReadAllBytes(path);
            File.Delete(path);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What cannot be kept is fetched again.</summary>
    public void Keep(string fileName, byte[] content)
    {
        if (PathOf(fileName) is not { } path || content.Length == 0)
            return;
        try
        {
            Directory.CreateDirectory(folder!);
            File.WriteAllBytes(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
        }
    }

    private string? PathOf(string fileName) => folder is null ? null : Path.Combine(folder, $"{fileName}.partial");
}
