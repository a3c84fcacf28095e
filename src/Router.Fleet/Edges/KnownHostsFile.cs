using Router.Fleet.KnownHosts;

namespace Router.Fleet.Edges;

/// <summary>The list of trusted host keys on disk. Safe to use from many threads.</summary>
public sealed class KnownHostsFile
{
    private readonly Lock gate = new();
    private readonly List<string> lines;
    private KnownHostsList list;

    /// <param name="path">It need not be there.</param>
    /// <param name="acceptNew">Write down the key of a host that is not in the list yet, and trust it.</param>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public KnownHostsFile(string path, bool acceptNew)
    {
        (Path, AcceptNew) = (path, acceptNew);
        lines = File.Exists(path) ? [.. File.ReadAllLines(path)] : [];
        list = new KnownHostsList(lines);
    }

    public string Path { get; }

    public bool AcceptNew { get; }

    public IReadOnlyList<string> TypesOf(string host, int port)
    {
        lock (gate)
            return list.TypesOf(host, port);
    }

    /// <summary>A host that is new becomes known here where that is wanted.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public HostKeyVerdict Check(string host, int port, byte[] key)
    {
        lock (gate)
        {
            var verdict = list.Check(host, port, key);
            if (verdict != HostKeyVerdict.Unknown || !AcceptNew)
                return verdict;
            Add(KnownHostsList.LineFor(host, port, key));
            return HostKeyVerdict.Known;
        }
    }

    private void Add(string line)
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder)
            Directory.CreateDirectory(folder);
        var separator = lines.Count > 0 && !EndsWithNewline() ? "\n" : "";
        File.AppendAllText(Path, $"{separator}{line}\n");
        lines.Add(line);
        list = new KnownHostsList(lines);
    }

    private bool EndsWithNewline()
    {
        using var file = File.OpenRead(Path);
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
