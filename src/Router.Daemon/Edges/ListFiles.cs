using System.Text;
using Router.Daemon.Lists;
using Router.Features.Lists;

namespace Router.Daemon.Edges;

/// <summary>
/// Lists that others keep, below <c>lists</c> in the state: a boot without a line has them. Beside them what follows of them all, which
/// <paramref name="blocked"/> is for dnsmasq and lasts as long as the boot.
/// </summary>
internal sealed class ListFiles(string state, string blocked, IDisk disk)
{
    private const string Ending = ".list";

    private readonly DurableFile files = new(disk);

    private string Folder => Path.Combine(state, "lists");

    /// <summary>Null: there is none, or it is damaged.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public KeptList? Read(string name, ListKind kind) => disk.Read(At(name)) is { } bytes ? KeptList.Read(bytes, kind) : null;

    /// <exception cref="IOException">The disk is full or failing; what was there is there.</exception>
    public void Write(string name, KeptList list)
    {
        disk.MakeFolder(Folder);
        var staged = $"{At(name)}.new";
        files.Stage(staged, list.ToBytes());
        files.Publish(staged, At(name));
    }

    /// <summary>Those of other names, and what a power cut left.</summary>
    public void Forget(IReadOnlyCollection<string> but)
    {
        foreach (var name in disk.Names(Folder))
        {
            if (!name.EndsWith(Ending, StringComparison.Ordinal) || !but.Contains(name[..^Ending.Length]))
                files.TryDelete(Path.Combine(Folder, name));
        }
    }

    /// <summary>dnsmasq reads it as a user of its own.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteBlocked(string text)
    {
        var staged = $"{blocked}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(blocked)!);
            File.WriteAllText(staged, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.SetUnixFileMode(
                staged, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.Move(staged, blocked, overwrite: true);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private string At(string name) => Path.Combine(Folder, name + Ending);
}
