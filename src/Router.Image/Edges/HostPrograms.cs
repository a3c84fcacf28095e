namespace Router.Image.Edges;

/// <summary>Programs of this machine, and the Debian packages that have them.</summary>
internal static class HostPrograms
{
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["apt-get"] = "apt",
        ["dpkg-deb"] = "dpkg",
        ["mksquashfs"] = "squashfs-tools",
        ["unsquashfs"] = "squashfs-tools",
        ["depmod"] = "kmod",
        ["mkfs.vfat"] = "dosfstools",
        ["mcopy"] = "mtools",
        ["mmd"] = "mtools",
        ["mke2fs"] = "e2fsprogs",
        ["grub-mkimage"] = "grub-common",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
        ["chroot"] = "coreutils",
        ["cp"] = "coreutils",
    };

    /// <summary>All of them at once, before a long work starts that would only then find one missing.</summary>
    /// <exception cref="ImageException">Some are missing.</exception>
    public static void Require(params IReadOnlyList<string> programs)
    {
        var missing = programs.Where(program => Search(program) is null).ToList();
        if (missing.Count > 0)
            throw Missing(missing);
    }

    /// <summary>The program's file. Whoever is root without root's search path finds the administrator's programs as well.</summary>
    /// <exception cref="ImageException">It is missing.</exception>
    public static string Find(string program) =>
        program.Contains('/', StringComparison.Ordinal) ? program : Search(program) ?? throw Missing([program]);

    public static bool Has(string program) => Search(program) is not null;

    private static string? Search(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static ImageException Missing(List<string> programs)
    {
        var packages = programs.Select(program => Packages.GetValueOrDefault(program, program)).Distinct(StringComparer.Ordinal);
        return new ImageException(
            $"{string.Join(", ", programs)} {(programs.Count == 1 ? "is" : "are")} missing on this machine",
            $"apt-get install {string.Join(' ', packages)} (Debian's names), or ./build.sh image BOARD, which installs what is missing");
    }
}
