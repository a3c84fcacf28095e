using System.Text;
using Router.Core.Edges;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/secrets/NAME</c>, mode 0600: the file is the value, but for a line feed at its end.</summary>
internal sealed class SecretFiles(string folder, IDisk disk) : ISecretStore
{
    private readonly DurableFile files = new(disk);

    public string? Find(string name) => disk.Read(PathOf(name)) is { } value ? Encoding.UTF8.GetString(value).TrimEnd('\r', '\n') : null;

    public IReadOnlyList<string> Names() =>
        [.. disk.Names(folder).Where(name => !name.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public void Set(string name, string value)
    {
        var path = PathOf(name);
        disk.MakeFolder(folder);
        files.Stage(path + ".new", value);
        files.Publish(path + ".new", path);
    }

    public void Remove(string name)
    {
        var path = PathOf(name);
        if (disk.Stat(path) is null)
            return;
        disk.Delete(path);
        disk.SyncFolder(folder);
    }

    // The name comes from a document or from a person and must not lead out of the folder.
    private string PathOf(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? Path.Combine(folder, name)
            : throw new IOException($"\"{name}\" cannot be the name of a secret: letters, digits, - _ and . are what names are made of");
}
