using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Fleet.Journals;

namespace Router.Ctl.Fleets.Edges;

/// <summary><c>.fleet/audit.log</c> beside an inventory: what was done from this desk. Lines are only added.</summary>
internal sealed class AuditLog(string state)
{
    private const int Attempts = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public string File { get; } = Path.Combine(state, "audit.log");

    /// <summary>On the disk when it returns.</summary>
    /// <exception cref="Failure">The log is not whole.</exception>
    public void Write(string verb, IEnumerable<string> devices, string detail)
    {
        JournalFolder.Make(state);
        using var file = Open();
        var last = LinesOf(file).LastOrDefault();
        var before = last is null ? AuditChain.Start : AuditChain.HashIn(last)
            ?? throw Failure.Input($"{File}: its last line is damaged, and nothing can be added", "routerctl fleet audit verify");
        file.Position = file.Length;
        var entry = new AuditEntry(DateTimeOffset.Now, Operator.Name, verb, [.. devices], detail);
        file.Write(Encoding.UTF8.GetBytes($"{AuditChain.Line(before, entry)}\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>None where there is no log yet.</summary>
    public IReadOnlyList<string> Lines() => System.IO.File.Exists(File)
        ? [.. System.IO.File.ReadAllText(File).Split('\n').Where(line => line.Length > 0)]
        : [];

    private static IEnumerable<string> LinesOf(FileStream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0)];
    }

    /// <summary>One at a time of all programs on this desk.</summary>
    private FileStream Open()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(File, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.ReadWrite,
                    Share = FileShare.None,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
