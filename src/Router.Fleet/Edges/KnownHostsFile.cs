using Router.Fleet.KnownHosts;

namespace Router.Fleet.Edges;

/// <summary>The lists of trusted host keys on disk. Safe to use from many threads.</summary>
public sealed class KnownHostsFile
{
    /// <summary>The lists of the machine, which ssh reads besides each user's.</summary>
    public static readonly IReadOnlyList<string> OfTheMachine = ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"];

    private readonly Lock gate = new();
    private readonly List<(string Text, KnownHostsPlace Place)> lines = [];
    private KnownHostsList list;

    /// <param name="paths">They need not be there; what is new is written into the first.</param>
    /// <param name="acceptNew">Write down the key of a host that is in no list yet, and trust it.</param>
    /// <exception cref="IOException">One is there and cannot be read.</exception>
    public KnownHostsFile(IReadOnlyList<string> paths, bool acceptNew)
    {
        (Paths, AcceptNew) = (paths, acceptNew);
        foreach (var path in paths.Where(File.Exists))
            lines.AddRange(File.ReadLines(path).Select((line, index) => (line, new KnownHostsPlace(path, index + 1))));
        list = new KnownHostsList(lines);
    }

    public IReadOnlyList<string> Paths { get; }

    public bool AcceptNew { get; }

    public ExpectedKeys Expect(string host, int port)
    {
        lock (gate)
            return list.Expect(host, port);
    }

    /// <summary>A host that is new becomes known here where that is wanted.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    public HostKeyFinding Check(string host, int port, ShownHostKey shown)
    {
        lock (gate)
        {
            var finding = list.Check(host, port, shown);
            if (finding.Verdict != HostKeyVerdict.Unknown || !AcceptNew)
                return finding;
            Add(KnownHostsList.LineFor(host, port, shown.Key));
            return list.Check(host, port, shown);
        }
    }

    private void Add(string line)
    {
        var path = Paths[0];
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        File.AppendAllText(path, $"{(EndsWithNewline(path) ? "" : "\n")}{line}\n");
        lines.Add((line, new KnownHostsPlace(path, lines.Count(known => known.Place.File == path) + 1)));
        list = new KnownHostsList(lines);
    }

    private static bool EndsWithNewline(string path)
    {
        if (!File.Exists(path))
            return true;
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
