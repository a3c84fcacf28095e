using Router.Image.Architectures;

namespace Router.Image.Building.Edges;

/// <summary>What an image of another architecture than this machine's is made of, and where <c>build.sh</c> puts it.</summary>
internal static class ForeignFiles
{
    /// <summary>The daemon that goes into an image.</summary>
    public static string Daemon(string repository, Architecture architecture) => architecture.IsHost
        ? Path.Combine(repository, "artifacts", "bin", "routerd")
        : Path.Combine(repository, "artifacts", "bin", architecture.Name, "routerd");

    /// <summary>Folders that may have GRUB's modules: Debian has no package of another architecture's.</summary>
    public static IReadOnlyList<string> GrubModules(string repository, Architecture architecture) => architecture.IsHost
        ? ["/usr/lib/grub"]
        : [Path.Combine(Root(repository, architecture), "usr", "lib", "grub"), "/usr/lib/grub"];

    /// <summary>The packages that the daemon was linked with, a line each: source package and version. Null: this machine's own.</summary>
    public static string? Linked(string repository, Architecture architecture) =>
        architecture.IsHost ? null : Path.Combine(Root(repository, architecture), "packages");

    private static string Root(string repository, Architecture architecture) =>
        Path.Combine(repository, "artifacts", "cross", architecture.Name);
}
