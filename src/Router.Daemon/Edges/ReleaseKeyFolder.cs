using Router.Core.Trust;

namespace Router.Daemon.Edges;

/// <summary>The keys whose releases this device takes: those that its own image brought.</summary>
internal sealed class ReleaseKeyFolder(string folder)
{
    /// <summary>A file that is none is passed over: its releases are not taken.</summary>
    public ReleaseKeys Read() => new(Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"*{ReleaseKey.FileEnding}").Select(ReadKey).OfType<ReleaseKey>()]
        : []);

    private static ReleaseKey? ReadKey(string file)
    {
        try
        {
            return ReleaseKey.Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            return null;
        }
    }
}
