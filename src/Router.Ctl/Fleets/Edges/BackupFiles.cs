namespace Router.Ctl.Fleets.Edges;

/// <summary>Backups of devices in a folder; they hold secrets.</summary>
internal static class BackupFiles
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Make(string folder) => Directory.CreateDirectory(folder, Owner | UnixFileMode.UserExecute);

    /// <summary>Whole, or what was there before.</summary>
    public static string Write(string folder, string device, byte[] archive)
    {
        var file = Path.Combine(folder, $"{device}.apkovl.tar.gz");
        var fresh = $"{file}.new";
        using (var written = new FileStream(
            fresh, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Owner }))
        {
            written.Write(archive);
            written.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
        return file;
    }
}
