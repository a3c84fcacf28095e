using Router.Core.Edges;

namespace Router.Daemon.Engine;

/// <summary>The set files of this device, which the daemon reads, stores and forgets.</summary>
internal interface ISetFileStore : ISetFiles
{
    IReadOnlyList<string> Names();

    /// <summary>Of what the file holds now; null: it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    string? Digest(string name);

    /// <summary>Durable when it returns.</summary>
    /// <exception cref="IOException">It cannot be written, or the name cannot be one.</exception>
    void Set(string name, string text);

    void Remove(string name);
}
