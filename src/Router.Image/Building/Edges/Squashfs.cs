using Router.Image.Edges;

namespace Router.Image.Building.Edges;

internal static class Squashfs
{
    /// <summary>Packs a tree; equal trees give equal bytes.</summary>
    public static Task<string> PackAsync(string tree, string output, SquashfsEffort effort, long time, CancellationToken stopping)
    {
        string[] strength = effort == SquashfsEffort.Release
            ? ["-Xcompression-level", "19", "-b", "1M"]
            : ["-Xcompression-level", "9", "-b", "256K"];
        return Tool.OutputAsync(
            [
                "mksquashfs", tree, output, "-noappend", "-no-progress", "-quiet", "-comp", "zstd", .. strength, "-mkfs-time", $"{time}",
                "-all-time", $"{time}"
            ],
            stopping);
    }
}
