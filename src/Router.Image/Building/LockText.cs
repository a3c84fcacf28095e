using Router.Image.Apk.Repositories;

namespace Router.Image.Building;

/// <summary>The lock file of an image: a line a package, NAME VERSION CHECKSUM, in the order of installation.</summary>
internal static class LockText
{
    /// <param name="early">
    /// Packages of which only the static BusyBox is taken, for the initramfs and as init; those that the root has too are named once.
    /// </param>
    public static string Of(IEnumerable<ResolvedPackage> root, IEnumerable<ResolvedPackage> early) =>
        string.Concat(root.Concat(early).Select(p => $"{p.Name} {p.Version} {p.Checksum}\n").Distinct());
}
