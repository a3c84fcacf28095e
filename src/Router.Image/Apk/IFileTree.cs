namespace Router.Image.Apk;

public enum NodeKind
{
    File,
    Directory,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Fifo,
    Other,
}

/// <summary>A node of a tree. <paramref name="Mode"/>: the lower 12 bits.</summary>
public readonly record struct NodeInfo(NodeKind Kind, int Mode, uint User, uint Group, long Size);

/// <summary>
/// A root file system that is being made. Paths are relative, without a leading slash. Symbolic links on the way are
/// followed as if the tree were the root; the last part of a path is never followed. Nothing outside can be reached.
/// Everything throws <see cref="FileTreeException"/> where the system refuses.
/// </summary>
public interface IFileTree
{
    /// <summary>Null: there is no such node.</summary>
    NodeInfo? Find(string path);

    byte[] ReadFile(string path);

    string ReadLink(string path);

    void MakeDirectory(string path, int mode);

    /// <summary>Makes a new file; <paramref name="write"/> puts its content.</summary>
    void MakeFile(string path, int mode, Action<Stream> write);

    void MakeSymbolicLink(string path, string target);

    /// <summary>Makes <paramref name="path"/> another name of the file <paramref name="existing"/>.</summary>
    void MakeHardLink(string path, string existing);

    void MakeNode(string path, NodeKind kind, int mode, uint major, uint minor);

    void SetOwner(string path, uint user, uint group);

    void SetMode(string path, int mode);

    /// <summary>Sets the time of modification, seconds since 1970.</summary>
    void SetTime(string path, long seconds);

    void SetAttribute(string path, string name, ReadOnlySpan<byte> value);

    /// <summary>Replaces <paramref name="to"/> when it exists.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a node that is no directory; none there is fine.</summary>
    void Delete(string path);

    /// <summary>Deletes a directory that is empty.</summary>
    void DeleteDirectory(string path);
}

/// <summary>The system refused an operation on a root tree: which one, where, its errno and its own words.</summary>
public sealed class FileTreeException(string operation, string path, int errno, string reason)
    : IOException($"{operation} {path}: {reason}")
{
    public string Operation { get; } = operation;

    public string Path { get; } = path;

    public int Errno { get; } = errno;

    /// <summary>The system's own words for it.</summary>
    public string Reason { get; } = reason;
}
