using System.Globalization;
using Router.Core.Verity;

namespace Router.Bundles.Format;

/// <summary>What a bundle has to be for this device to take it.</summary>
public static class BundleRules
{
    /// <summary>Manifest, index and header say the same of the files, and there are those that a slot starts from.</summary>
    /// <exception cref="BundleException">They do not.</exception>
    internal static void CheckSizes(BundleHeader header, BundleManifest manifest, ChunkIndex index)
    {
        foreach (var file in index.Files)
        {
            if (file.Name != BundleNames.Root && !BundleNames.Boot.Contains(file.Name))
                throw Damaged($"it has a file {file.Name}, which no slot has");
            if (manifest.Find(file.Name) is not { } named)
                throw Damaged($"its manifest does not name the file {file.Name}");
            if (named.Size != file.Size)
                throw Damaged($"its manifest says that {file.Name} has {named.Size} bytes, and its index {file.Size}");
            if (named.Sha256 != file.Digest.ToString())
                throw Damaged($"its manifest has another SHA-256 of {file.Name} than its index");
        }
        if (index.Files is not [.., { Name: BundleNames.Root }] || !BundleNames.CanStart([.. index.Files.Select(file => file.Name)]))
            throw Damaged("its index lacks the root file system, or what it starts from");
        if (index.Length != header.Data)
            throw Damaged($"its files have {index.Length} bytes, and its header says {header.Data}");
        if (manifest is { Release: null } or { Schema: null } or { RootHash: null })
            throw Damaged(
                "its manifest lacks the number of the release, the schema or the root hash: the image was built before there were bundles");
    }

    /// <param name="manifest">Believed.</param>
    /// <param name="device">What it is for.</param>
    /// <param name="olderToo">A release that is older than the one that runs is taken as well.</param>
    /// <exception cref="BundleException">It is not for this device.</exception>
    public static void CheckDevice(BundleManifest manifest, DeviceFacts device, bool olderToo)
    {
        if (manifest.Board != device.Board)
            throw new BundleException(
                BundleFault.WrongBoard, $"it is for the board {manifest.Board}, and this is {device.Board}",
                "take the bundle of this board");
        if (manifest.Architecture != device.Architecture)
            throw new BundleException(
                BundleFault.WrongBoard, $"it is for {manifest.Architecture}, and this is {device.Architecture}",
                "take the bundle of this architecture");
        if (manifest.Release < device.Release && !olderToo)
            throw new BundleException(
                BundleFault.Older,
                string.Create(CultureInfo.InvariantCulture, $"it is older ({Named(manifest)}) than what runs (release {device.Release})"),
                "--older takes it all the same");
        if (manifest.Schema < device.Schema)
            throw new BundleException(
                BundleFault.Schema,
                $"it knows configurations up to version {manifest.Schema}, and the one that runs is of version {device.Schema}",
                $"bring the configuration to that version first: routerctl config migrate --to {manifest.Schema}");
    }

    /// <exception cref="BundleException">There is not enough room.</exception>
    public static void CheckRoom(SlotLayout layout, long slot, long boot)
    {
        if (layout.End > slot)
            throw new BundleException(
                BundleFault.TooLarge, $"it needs {layout.End} bytes of a slot, and a slot has {slot} here",
                "build a smaller image: --smallest, --without");
        if (layout.BootLength > boot)
            throw new BundleException(
                BundleFault.TooLarge, $"it needs {layout.BootLength} bytes of the boot partition, and this slot can have {boot} there",
                "build an image with a smaller kernel or initramfs");
    }

    /// <exception cref="BundleException">The root hash is another one.</exception>
    internal static void CheckRoot(BundleManifest manifest, VerityTree tree)
    {
        if (Convert.ToHexStringLower(tree.RootHash.Span) != manifest.RootHash)
            throw Damaged("the root hash that its manifest names is not that of its root file system");
    }

    private static string Named(BundleManifest manifest) =>
        string.Create(CultureInfo.InvariantCulture, $"version {manifest.Version}, release {manifest.Release}");

    private static BundleException Damaged(string message) => new(BundleFault.Damaged, message, BundleHints.BuildAgain);
}
