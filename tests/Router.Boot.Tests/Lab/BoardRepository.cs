using Router.Image.Architectures;
using Router.Image.Edges;

namespace Router.Boot.Tests.Lab;

/// <summary>
/// A repository that has the real one's firmware, boards, daemon, packages and release keys, and an <c>artifacts</c> of its own for
/// what is built.
/// </summary>
internal static class BoardRepository
{
    /// <param name="folder">Where it is made.</param>
    /// <param name="board">That will be made there from <see cref="BuiltImage.Board"/>: its packages are not made once more.</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task MakeAsync(string folder, string board, CancellationToken stopping)
    {
        var artifacts = Path.Combine(BuiltImage.Root, "artifacts");
        var own = Directory.CreateDirectory(Path.Combine(folder, "artifacts")).FullName;
        foreach (var name in (string[])["firmware", "src"])
            Directory.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(BuiltImage.Root, name));
        foreach (var name in (string[])["bin", "keys", "release", "cache/debs"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(own, name))!);
            Directory.CreateSymbolicLink(Path.Combine(own, name), Path.Combine(artifacts, name));
        }
        var lab = Path.Combine(artifacts, "lab");
        var architecture = Architecture.X64.Name;
        foreach (var (from, to) in ((string, string)[])[(BuiltImage.Board, board), ("initramfs", "initramfs")])
        {
            var copy = Directory.CreateDirectory(Path.Combine(own, "lab", to)).FullName;
            var source = Path.Combine(lab, from, architecture);
            if (Directory.Exists(source))
                (await Tool.RunAsync(["cp", "-a", source, copy], stopping)).OrThrow("cp");
        }
        (await Tool.RunAsync(["cp", "-r", Path.Combine(BuiltImage.Root, "boards"), folder], stopping)).OrThrow("cp");
    }

    /// <summary>Builds the image of a board without proxy and file shares: half as large.</summary>
    public static Task BuildSmallAsync(string folder, string board, CancellationToken stopping, params string[] more) => RouterctlAsync(
        folder, stopping, ["image", "build", board, "--source", "lab", "--without", "proxy", "--without", "files", .. more]);

    /// <summary>The folder of the image of a board that was built there.</summary>
    public static string ImageOf(string folder, string board) => Path.Combine(folder, "artifacts", "images", board);

    public static async Task RouterctlAsync(string folder, CancellationToken stopping, params string[] arguments) =>
        (await Tool.RunAsync(["env", "-C", folder, BuiltImage.Routerctl, .. arguments], stopping)).OrThrow(string.Join(' ', arguments));
}
