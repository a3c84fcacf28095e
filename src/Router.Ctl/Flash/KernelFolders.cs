namespace Router.Ctl.Flash;

/// <summary>Folders that the kernel fills: what is there is a device or a setting, and a new file in them is a mistake.</summary>
internal static class KernelFolders
{
    private static readonly string[] Folders = ["/dev", "/proc", "/sys"];

    /// <summary>Which of them a path, links resolved, lies in; null: none.</summary>
    public static string? Find(string path) =>
        Folders.FirstOrDefault(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));
}
