namespace Router.Console.Edges;

/// <summary>
/// <c>~/.router_history</c>, mode 0600. A home that cannot be written (there is none on many images) costs the memory of
/// the last stay and nothing else.
/// </summary>
internal sealed class HistoryFile(string path)
{
    public static HistoryFile OfUser() =>
        new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".router_history"));

    public IReadOnlyList<string> Read()
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Write(IReadOnlyList<string> lines)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            using var writer = new StreamWriter(file);
            foreach (var line in lines)
                writer.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
