using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Trees;

namespace Router.Image.Audit;

/// <summary>What is asked of a file's mode and attributes.</summary>
internal static class FileChecks
{
    private const int SetUser = 0x800, SetGroup = 0x400, Sticky = 0x200, OthersWrite = 2;

    /// <summary>Links and devices are left out: what they stand for is no matter of their mode, or of the kernel.</summary>
    public static IEnumerable<Check> Of(TreeEntry entry)
    {
        if (entry.Kind == NodeKind.Directory)
            return [Of(Hardening.WorldWritable, IsOpen(entry.Mode), "everybody can write and delete here")];
        return entry.Kind != NodeKind.File
            ? []
            :
            [
                Of(Hardening.Setuid, (entry.Mode & SetUser) != 0, $"it runs as user {entry.User}"),
                Of(Hardening.Setgid, (entry.Mode & SetGroup) != 0, $"it runs as group {entry.Group}"),
                Of(Hardening.WorldWritable, (entry.Mode & OthersWrite) != 0, "everybody can write it"),
                Of(Hardening.Capabilities, entry.HasCapabilities, "the kernel gives it capabilities"),
            ];
    }

    private static bool IsOpen(int mode) => (mode & (OthersWrite | Sticky)) == OthersWrite;

    private static Check Of(Hardening property, bool isBad, string what) => new(property, isBad ? Verdict.Bad : Verdict.Good, what);
}
