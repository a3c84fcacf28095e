using Router.Ctl.Cli;

namespace Router.Ctl.Fleets.Edges;

/// <summary>What is written for people to read.</summary>
internal static class FleetFiles
{
    public static void WriteDocument(string folder, string device, string document)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{device}.yaml"), document);
    }

    public static void Write(string file, string text) => File.WriteAllText(file, text);

    /// <exception cref="Failure">There is no folder for the file.</exception>
    public static void CheckFolder(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder || !Directory.Exists(folder))
            throw Failure.Input($"{file}: there is no folder for it", "make it, or name another; nothing was sent");
    }
}
