using Router.Daemon.Edges;

namespace Router.Daemon.Tests.PowerCuts;

/// <summary>
/// A disk in memory that keeps a log, and knows what a power cut after each step may leave: of a file that was not synced nothing,
/// half or all of its content; of the names in a folder that was not synced any choice of the changes since. A rename is one change.
/// </summary>
internal sealed class LoggedDisk : IDisk
{
    private readonly List<Step> log = [];
    private Image now = new();

    public int Steps => log.Count;

    /// <summary>The step from which on nothing can be written; null: all can be.</summary>
    public int? FullAt { get; set; }

    /// <summary>Places that nothing can be renamed to; null: none.</summary>
    public Func<string, bool>? RefuseRename { get; set; }

    public byte[]? Read(string path) => now.Names.TryGetValue(path, out var file) ? file.Content : null;

    public (long Length, DateTimeOffset Written)? Stat(string path) =>
        Read(path) is { } content ? (content.Length, DateTimeOffset.UnixEpoch) : null;

    public IReadOnlyList<string> Names(string folder) =>
        [.. now.Names.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path)!)];

    public void MakeFolder(string path) => Refuse();

    public void Write(string path, ReadOnlySpan<byte> content) => Do(new Step.Write(path, content.ToArray()));

    public void Sync(string path) => Do(new Step.Sync(path));

    public void Rename(string from, string to)
    {
        if (RefuseRename?.Invoke(to) == true)
            throw new IOException($"{to}: Operation not permitted");
        Do(new Step.Rename(from, to));
    }

    public void Delete(string path) => Do(new Step.Delete(path));

    public void SyncFolder(string path) => Do(new Step.SyncFolder(path));

    /// <summary>Every disk that may be found after a power cut behind the first <paramref name="steps"/> steps.</summary>
    public IEnumerable<LoggedDisk> After(int steps)
    {
        var image = new Image();
        foreach (var step in log.Take(steps))
            image.Do(step);
        return image.Survivors().Select(survivor => new LoggedDisk { now = survivor });
    }

    private void Refuse()
    {
        if (Steps >= FullAt)
            throw new IOException("No space left on device");
    }

    private void Do(Step step)
    {
        Refuse();
        now.Do(step);
        log.Add(step);
    }

    private abstract record Step
    {
        public sealed record Write(string Path, byte[] Content) : Step;

        public sealed record Sync(string Path) : Step;

        public sealed record Rename(string From, string To) : Step;

        public sealed record Delete(string Path) : Step;

        public sealed record SyncFolder(string Path) : Step;
    }

    private sealed class Inode
    {
        public byte[] Content { get; set; } = [];

        public bool Synced { get; set; }
    }

    private sealed class Image
    {
        private readonly Dictionary<string, Inode> lasting = [];
        private readonly List<(string Folder, Action<Dictionary<string, Inode>> Change)> pending = [];

        public Dictionary<string, Inode> Names { get; init; } = [];

        public void Do(Step step)
        {
            switch (step)
            {
                case Step.Write write when Names.TryGetValue(write.Path, out var file):
                    (file.Content, file.Synced) = (write.Content, false);
                    break;
                case Step.Write write:
                    var made = new Inode { Content = write.Content };
                    Change(write.Path, names => names[write.Path] = made);
                    break;
                case Step.Sync sync:
                    Names[sync.Path].Synced = true;
                    break;
                case Step.Rename rename:
                    var moved = Names[rename.From];
                    Change(rename.To, names =>
                    {
                        names.Remove(rename.From);
                        names[rename.To] = moved;
                    });
                    break;
                case Step.Delete delete:
                    Change(delete.Path, names => names.Remove(delete.Path));
                    break;
                case Step.SyncFolder folder:
                    foreach (var (_, change) in pending.Where(p => p.Folder == folder.Path))
                        change(lasting);
                    pending.RemoveAll(p => p.Folder == folder.Path);
                    break;
            }
        }

        public IEnumerable<Image> Survivors()
        {
            for (var choice = 0; choice < 1 << pending.Count; choice++)
            {
                var names = new Dictionary<string, Inode>(lasting);
                for (var i = 0; i < pending.Count; i++)
                {
                    if ((choice >> i & 1) != 0)
                        pending[i].Change(names);
                }
                foreach (var share in (double[])[0, 0.5, 1])
                    yield return new Image { Names = names.ToDictionary(n => n.Key, n => Cut(n.Value, share)) };
            }
        }

        private static Inode Cut(Inode file, double share) =>
            file.Synced ? file : new Inode { Content = file.Content[..(int)(file.Content.Length * share)], Synced = true };

        private void Change(string path, Action<Dictionary<string, Inode>> change)
        {
            change(Names);
            pending.Add((Path.GetDirectoryName(path)!, change));
        }
    }
}
