using Router.Core.Edges;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/secrets/NAME</c>, mode 0600: the file is the value, but for a line feed at its end.</summary>
internal sealed class SecretFiles(string folder) : ISecretStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string? Find(string name)
    {
        try
        {
            return File.ReadAllText(PathOf(name)).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyList<string> Names() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Where(name => !name.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    public void Set(string name, string value)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(folder, OwnerOnly);
        DurableFile.Stage(path + ".new", value);
        DurableFile.Publish(path + ".new", path);
    }

    public void Remove(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
            return;
        File.Delete(path);
        DurableFile.SyncFolder(folder);
    }

    // The name comes from a document or from a person and must not lead out of the folder.
    private string PathOf(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? Path.Combine(folder, name)
            : throw new IOException($"\"{name}\" cannot be the name of a secret: letters, digits, - _ and . are what names are made of");
}
