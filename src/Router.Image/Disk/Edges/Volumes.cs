namespace Router.Image.Disk.Edges;

/// <summary>Makes file systems in files, without root and without loop devices.</summary>
internal sealed class Volumes(FixedTimeTool tool, long time)
{
    /// <summary>A FAT32 volume with all that is in <paramref name="folder"/>.</summary>
    public async Task FatAsync(string output, long size, string label, string folder, CancellationToken stopping)
    {
        Create(output, size);
        await tool.RunAsync("mkfs.vfat", ["--invariant", "-F", "32", "-n", label, "-i", "52545242", output], stopping);
        var moment = DateTimeOffset.FromUnixTimeSeconds(time).UtcDateTime;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(path, moment);
        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            Directory.SetLastWriteTimeUtc(path, moment);
        var top = Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal);
        await tool.RunAsync("mcopy", ["-s", "-m", "-i", output, .. top, "::/"], stopping);
    }

    /// <summary>An empty ext4 volume: filling one would carry times of this machine into it.</summary>
    public async Task Ext4Async(string output, long size, string label, CancellationToken stopping)
    {
        Create(output, size);
        const string id = "7c0ffee0-0000-4000-8000-0000000000da", seed = "7c0ffee0-0000-4000-8000-0000000000db";
        await tool.RunAsync(
            "mke2fs", ["-q", "-F", "-t", "ext4", "-L", label, "-U", id, "-E", $"hash_seed={seed},root_owner=0:0", output], stopping);
    }

    private static void Create(string output, long size)
    {
        using var file = File.Create(output);
        file.SetLength(size);
    }
}
