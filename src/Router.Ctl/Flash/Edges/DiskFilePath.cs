using Router.Ctl.Cli;

namespace Router.Ctl.Flash.Edges;

/// <summary>Where a file may stand for a disk.</summary>
internal static class DiskFilePath
{
    /// <summary>
    /// Of a file that is there, or of one that is to be made: never below <c>/dev</c> and its like, where it would be memory under the name
    /// of a disk that is not there.
    /// </summary>
    /// <exception cref="Failure">It may not lie there.</exception>
    public static void Check(string path)
    {
        var full = Path.GetFullPath(path);
        var isThere = Native.Look(full).Kind != NodeKind.Missing;
        if (!isThere && new FileInfo(full).LinkTarget is { } link)
            throw Failure.Input($"{path}: it is a link to {link}, and nothing is there", "plug the disk in, or remove the link");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw Failure.Input($"{path}: there is no folder {Path.GetDirectoryName(full)}", "make it, or name another");
        if (KernelFolders.Find(Native.RealPath(isThere ? full : Path.GetDirectoryName(full)!)) is not { } folder)
            return;
        throw isThere
            ? Failure.Input($"{path}: it is no device but a file in {folder}", "remove it, and look which disks there are: lsblk")
            : Failure.Input($"{path}: there is no such device", "look which disks there are: lsblk");
    }
}
