using Router.Daemon.Engine;
using Router.Features.Firewall.Sets;

namespace Router.Daemon.Edges;

/// <summary><c>STATE/sets/NAME</c>: addresses that the configuration names by their file.</summary>
internal sealed class SetFileFolder(string folder, IDisk disk) : ISetFileStore
{
    private readonly KeptFiles files = new(folder, disk);
    private readonly Dictionary<string, (long Length, DateTimeOffset Written, string Digest)> known = [];
    private readonly Lock gate = new();

    public string PlaceOf(string name) => Path.Combine(folder, name);

    public byte[]? Read(string name)
    {
        var path = PathOf(name);
        if (disk.Stat(path) is not { } stat)
            return null;
        // What is too long is refused anyway: nobody needs all of it in memory.
        return stat.Length > SetFile.MaximumBytes ? new byte[SetFile.MaximumBytes + 1] : disk.Read(path);
    }

    /// <summary>The file is read only when it is not the file of the last time.</summary>
    public string? Digest(string name)
    {
        lock (gate)
        {
            if (disk.Stat(PathOf(name)) is not { } stat)
                return null;
            if (known.TryGetValue(name, out var last) && (last.Length, last.Written) == stat)
                return last.Digest;
            if (Read(name) is not { } bytes)
                return null;
            var digest = SetFile.Digest(bytes);
            known[name] = (stat.Length, stat.Written, digest);
            return digest;
        }
    }

    public IReadOnlyList<string> Names() => files.Names();

    public void Set(string name, string text) => files.Set(PathOf(name), text);

    public void Remove(string name) => files.Remove(PathOf(name));

    // The name comes from a document or from a person and must not lead out of the folder.
    private string PathOf(string name) =>
        AddressSet.CheckName(name) is { } wrong ? throw new IOException($"\"{name}\" {wrong}") : Path.Combine(folder, name);
}
