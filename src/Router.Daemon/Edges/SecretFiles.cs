using System.Text;
using Router.Core.Edges;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/secrets/NAME</c>, mode 0600: the file is the value, but for a line feed at its end.</summary>
internal sealed class SecretFiles(string folder, IDisk disk) : ISecretStore
{
    private readonly KeptFiles files = new(folder, disk);

    public string? Find(string name) => disk.Read(PathOf(name)) is { } value ? Encoding.UTF8.GetString(value).TrimEnd('\r', '\n') : null;

    public IReadOnlyList<string> Names() => files.Names();

    public void Set(string name, string value) => files.Set(PathOf(name), value);

    public void Remove(string name) => files.Remove(PathOf(name));

    // The name comes from a document or from a person and must not lead out of the folder.
    private string PathOf(string name) =>
        name.Length is > 0 and <= 64 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? Path.Combine(folder, name)
            : throw new IOException($"\"{name}\" cannot be the name of a secret: letters, digits, - _ and . are what names are made of");
}
