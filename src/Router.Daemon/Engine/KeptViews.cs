using System.Text;
using Router.Core.Edges;
using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>The secrets of a configuration: as they were kept with it, and as they are stored now where they were not.</summary>
internal sealed class KeptSecrets(KeptValues kept, IValueStore values, ISecretStore stored) : ISecretStore
{
    public string? Find(string name) =>
        kept.Secrets.TryGetValue(name, out var address) && values.Find(address) is { } value
            ? Encoding.UTF8.GetString(value)
            : Stored(name);

    /// <summary>Only what is not stored any more has to be looked for among what was kept.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = stored.Names();
        return [.. names.Concat(kept.Secrets.Keys.Except(names).Where(name => Find(name) is not null)).Order(StringComparer.Ordinal)];
    }

    public void Set(string name, string value) => stored.Set(name, value);

    public void Remove(string name) => stored.Remove(name);

    // One that cannot be read is one that is not there: whoever names it goes without, and nobody else.
    private string? Stored(string name)
    {
        try
        {
            return stored.Find(name);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>The same of set files.</summary>
internal sealed class KeptSetFiles(KeptValues kept, IValueStore values, ISetFiles stored) : ISetFiles
{
    public byte[]? Read(string name) =>
        kept.SetFiles.TryGetValue(name, out var address) && values.Find(address) is { } content ? content : stored.Read(name);

    public string PlaceOf(string name) => stored.PlaceOf(name);
}
