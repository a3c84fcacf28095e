using System.Globalization;
using Router.Ctl.Cli;

namespace Router.Ctl.Fleets.Edges;

/// <summary>
/// One at a time is at a device: a locked file for each, which the system lets go when the program ends, however it does. In the one
/// beside it stands who has it, and since when.
/// </summary>
internal sealed class DeviceLocks : IDisposable
{
    private readonly List<FileStream> files = [];

    /// <exception cref="Failure">Somebody has one of them; all those are told.</exception>
    public static DeviceLocks Take(string folder, IEnumerable<string> devices, string by)
    {
        JournalFolder.Make(folder);
        var locks = new DeviceLocks();
        var held = devices.Select(device => locks.Take(folder, device, by)).OfType<string>().ToList();
        if (held.Count == 0)
            return locks;
        locks.Dispose();
        throw Failure.Input(string.Join("\n", held.Take(20)), "nothing was sent; wait until that is done");
    }

    public void Dispose() => files.ForEach(file => file.Dispose());

    /// <summary>Null: it is ours.</summary>
    private string? Take(string folder, string device, string by)
    {
        var path = Path.Combine(folder, $"{device}.lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            files.Add(file);
            File.WriteAllText(WhoFile(path), string.Create(
                CultureInfo.InvariantCulture, $"{by}, process {Environment.ProcessId}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss}\n"));
            return null;
        }
        catch (IOException)
        {
            return Printable.Line($"{device}: {Holder(path)} is at it");
        }
    }

    private static string Holder(string path) =>
        File.Exists(WhoFile(path)) && File.ReadAllText(WhoFile(path)).Trim() is { Length: > 0 } who ? who : "somebody";

    private static string WhoFile(string path) => Path.ChangeExtension(path, ".who");
}
