using Router.Core.Edges;

namespace Router.Testing.Kernel;

public sealed class MemorySecrets : ISecretStore
{
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    public MemorySecrets(params (string Name, string Value)[] secrets)
    {
        foreach (var (name, value) in secrets)
            values[name] = value;
    }

    public string? Find(string name) => values.GetValueOrDefault(name);

    public IReadOnlyList<string> Names() => [.. values.Keys];

    public void Set(string name, string value) => values[name] = value;

    public void Remove(string name) => values.Remove(name);
}
