namespace Router.Bundles;

/// <summary>Files of an image that travel in a bundle, in this order.</summary>
public static class BundleNames
{
    public const string Kernel = "vmlinuz", Initramfs = "initramfs", Entry = "entry", UnifiedKernel = "linux.efi";

    /// <summary>The root file system, last.</summary>
    public const string Root = "rootfs.squashfs";

    /// <summary>The index of their chunks, which is beside them in the image's folder.</summary>
    public const string Chunks = "chunks";

    /// <summary>What the image is, with the hashes of all of it, and the signature of that.</summary>
    public const string Manifest = "manifest.json", Signature = $"{Manifest}.sig";

    /// <summary>What a slot starts from; each that an image has travels.</summary>
    public static IReadOnlyList<string> Boot { get; } = [Kernel, Initramfs, Entry, UnifiedKernel];

    /// <summary>Whether a slot starts from these: a kernel with its initramfs, or both in one file.</summary>
    public static bool CanStart(IReadOnlyCollection<string> files) =>
        files.Contains(UnifiedKernel) || (files.Contains(Kernel) && files.Contains(Initramfs));
}
