using System.Text;
using Router.Ctl.Cli;
using Router.Fleet.Journals;
using Router.Fleet.Push;

namespace Router.Ctl.Fleets.Edges;

/// <summary>
/// The folder <c>.fleet</c> beside an inventory: journals of pushes and upgrades, and who is at a device. Git leaves it alone.
/// </summary>
/// <param name="folder">It.</param>
/// <param name="suffix">Of journals of a kind.</param>
internal sealed class JournalFolder(string folder, string suffix = JournalFolder.OfPushes)
{
    public const string OfPushes = ".journal", OfUpgrades = ".upgrade";

    /// <summary>The latest journal that did not come to its end and has one of these devices; null: none.</summary>
    /// <exception cref="Failure">One of another version, or damaged, did not come to its end.</exception>
    public (PushJournal Journal, string File)? Open(IReadOnlyCollection<string> devices)
    {
        if (!Directory.Exists(folder))
            return null;
        foreach (var file in Directory.GetFiles(folder, $"*{suffix}").OrderDescending(StringComparer.Ordinal))
        {
            var journal = PushJournal.Read(File.ReadAllText(file).Split('\n'), out var problem);
            if (problem is not null)
                throw Failure.Input(
                    $"{file}: {problem}", "finish it with the program that wrote it, or remove the file; nothing was sent");
            if (journal is { HasEnded: false } && journal.Devices.Overlaps(devices))
                return (journal, file);
        }
        return null;
    }

    /// <summary>A journal to write on.</summary>
    /// <param name="known">One that is gone on with; null: a new one.</param>
    /// <param name="by">Who pushes.</param>
    public JournalWriter Write((PushJournal Journal, string File)? known, string by)
    {
        Make(folder);
        var now = DateTimeOffset.Now;
        var id = known?.Journal.Id ?? $"{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
        return new JournalWriter(known?.File ?? Path.Combine(folder, id + suffix), id, by);
    }

    internal static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
            File.WriteAllText(ignore, "*\n");
    }
}

/// <summary>Writes a line a time to the disk, before the next thing is done. May be called from many threads.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly FileStream file;
    private readonly Lock gate = new();

    public JournalWriter(string path, string id, string by)
    {
        (Path, Id) = (path, id);
        file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        EndAtALine();
        Write(new() { Version = JournalEntry.Newest, Id = id, By = by, What = JournalEvent.Started });
    }

    public string Path { get; }

    public string Id { get; }

    public void Begun(string device) => Write(new() { What = JournalEvent.Begun, Device = device });

    /// <param name="report">What became of a device.</param>
    /// <param name="digest">What it was to run: SHA-256 of it, as hex.</param>
    public void Done(DeviceReport report, string digest) => Write(JournalEntry.Of(report, digest));

    public void End() => Write(new() { What = JournalEvent.Ended });

    public void Dispose() => file.Dispose();

    private void Write(JournalEntry entry)
    {
        lock (gate)
        {
            file.Write(Encoding.UTF8.GetBytes((entry with { At = DateTimeOffset.Now }).ToLine() + "\n"));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>A line that was cut off goes.</summary>
    private void EndAtALine()
    {
        while (file.Length > 0)
        {
            file.Position = file.Length - 1;
            if (file.ReadByte() == '\n')
                break;
            file.SetLength(file.Length - 1);
        }
        file.Position = file.Length;
    }
}
