namespace Router.Daemon.Edges;

/// <summary>Where a daemon leaves to the next one what it knew; it does not outlive the boot.</summary>
internal abstract class BootFile(string path)
{
    private string? written;

    /// <summary>Null: there is none that can be read.</summary>
    public string? Read()
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same again costs nothing. Without it only a restart of the daemon is worse.</summary>
    public void Write(string content)
    {
        if (content == written)
            return;
        try
        {
            File.WriteAllText($"{path}.new", content);
            File.Move($"{path}.new", path, overwrite: true);
            written = content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            written = null;
        }
    }
}
