using System.Text;
using Router.Image.Apk;

namespace Router.Image.Tests.Apk;

/// <summary>A root tree in memory. Links on the way are not followed.</summary>
internal sealed class MemoryTree : IFileTree
{
    private sealed class Node
    {
        public NodeKind Kind { get; init; }

        public byte[] Content { get; init; } = [];

        public string Target { get; init; } = "";

        public int Mode { get; set; }

        public uint User { get; set; }

        public uint Group { get; set; }

        public long Time { get; set; }

        public SortedDictionary<string, byte[]> Attributes { get; } = new(StringComparer.Ordinal);
    }

    private readonly SortedDictionary<string, Node> _nodes = new(StringComparer.Ordinal);

    public NodeInfo? Find(string path) => path.Length == 0
        ? new NodeInfo(NodeKind.Directory, 0x1ed, 0, 0, 0)
        : _nodes.TryGetValue(path, out var node) ? new NodeInfo(node.Kind, node.Mode, node.User, node.Group, node.Content.Length) : null;

    public byte[] ReadFile(string path) => _nodes[path].Content;

    public string Text(string path) => Encoding.UTF8.GetString(_nodes[path].Content);

    public string ReadLink(string path) => _nodes[path].Target;

    public void MakeDirectory(string path, int mode) => Add(path, new Node { Kind = NodeKind.Directory, Mode = mode });

    public void MakeFile(string path, int mode, Action<Stream> write)
    {
        using var content = new MemoryStream();
        write(content);
        Add(path, new Node { Kind = NodeKind.File, Mode = mode, Content = content.ToArray() });
    }

    public void Put(string path, string text) => MakeFile(path, 0x1a4, file => file.Write(Encoding.UTF8.GetBytes(text)));

    public void MakeSymbolicLink(string path, string target) =>
        Add(path, new Node { Kind = NodeKind.SymbolicLink, Mode = 0x1ff, Target = target });

    public void MakeHardLink(string path, string existing) => Add(path, _nodes[existing]);

    public bool AreSame(string path, string other) => ReferenceEquals(_nodes[path], _nodes[other]);

    public void MakeNode(string path, NodeKind kind, int mode, uint major, uint minor) =>
        Add(path, new Node { Kind = kind, Mode = mode, Target = $"{major}:{minor}" });

    public void SetOwner(string path, uint user, uint group) => (_nodes[path].User, _nodes[path].Group) = (user, group);

    public void SetMode(string path, int mode) => _nodes[path].Mode = mode;

    public void SetTime(string path, long seconds) => _nodes[path].Time = seconds;

    public long Time(string path) => _nodes[path].Time;

    public void SetAttribute(string path, string name, ReadOnlySpan<byte> value) => _nodes[path].Attributes[name] = value.ToArray();

    public byte[] Attribute(string path, string name) => _nodes[path].Attributes[name];

    public void Rename(string from, string to)
    {
        var node = _nodes[from];
        _nodes.Remove(from);
        _nodes[to] = node;
    }

    public void Delete(string path) => _nodes.Remove(path);

    public void DeleteDirectory(string path)
    {
        if (_nodes.Keys.Any(other => other.StartsWith(path + "/", StringComparison.Ordinal)))
            throw new FileTreeException("rmdir", path, 39, "Directory not empty");
        _nodes.Remove(path);
    }

    public IEnumerable<string> Paths => _nodes.Keys;

    private void Add(string path, Node node)
    {
        if (path.LastIndexOf('/') is var slash and > 0 && Find(path[..slash]) is not { Kind: NodeKind.Directory })
            throw new FileTreeException("make", path, 2, "its directory does not exist");
        if (!_nodes.TryAdd(path, node))
            throw new FileTreeException("make", path, 17, "it exists");
    }
}

/// <summary>Notes what is run; a script may fail, or change the tree.</summary>
internal sealed class FakeScripts(MemoryTree tree) : IScriptRunner
{
    public List<string> Runs { get; } = [];

    public Func<string, string?> Behaviour { get; set; } = _ => null;

    public string? Run(string path, IReadOnlyList<string> arguments)
    {
        Assert.NotNull(tree.Find(path));
        Runs.Add(string.Join(' ', [path["lib/apk/exec/".Length..], .. arguments]));
        return Behaviour(path);
    }
}
