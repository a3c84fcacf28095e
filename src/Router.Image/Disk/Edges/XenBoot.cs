using Router.Core.Boards;

namespace Router.Image.Disk.Edges;

/// <summary>Writes what a host with Xen has beside a guest's disk.</summary>
internal static class XenBoot
{
    /// <param name="plan">Of the disk.</param>
    /// <param name="board">The guest.</param>
    /// <param name="output">The folder that the files go to.</param>
    /// <param name="work">A folder that the caller removes.</param>
    /// <param name="stopping">Ends the work.</param>
    /// <exception cref="ImageException">GRUB's modules for Xen are missing on this machine.</exception>
    public static async Task WriteAsync(DiskPlan plan, BoardProfile board, string output, string work, CancellationToken stopping)
    {
        var grub = new GrubImages(new FixedTimeTool(plan.Time), plan.GrubModules, work);
        foreach (var type in XenText.Platforms.Keys)
            File.Copy(await grub.XenAsync(type, stopping), Path.Combine(output, XenText.LoaderOf(type)));
        await File.WriteAllTextAsync(Path.Combine(output, XenText.ConfigOf(board.Name)), XenText.Config(board), stopping);
    }
}
