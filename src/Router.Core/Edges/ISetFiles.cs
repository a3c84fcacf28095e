namespace Router.Core.Edges;

/// <summary>Files of addresses that a configuration names, in the folder <c>sets</c> beside the document.</summary>
public interface ISetFiles
{
    /// <summary>At most a byte more than a set file may have. Null: there is none of that name.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    byte[]? Read(string name);

    /// <summary>The file as people name it, for messages.</summary>
    string PlaceOf(string name);
}
