namespace Router.Core.Edges;

/// <summary>Values of secrets by name, kept apart from configurations.</summary>
public interface ISecretStore
{
    /// <summary>Null: there is none of that name.</summary>
    string? Find(string name);

    IReadOnlyList<string> Names();

    /// <summary>Durable when it returns; mode 0600.</summary>
    void Set(string name, string value);

    void Remove(string name);
}
