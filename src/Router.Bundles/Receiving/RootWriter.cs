using Router.Bundles.Format;
using Router.Core.Verity;

namespace Router.Bundles.Receiving;

/// <summary>
/// The end of a root file system in its slot: zeros up to a whole block, and the hash tree behind it, which does not travel.
/// </summary>
internal static class RootWriter
{
    /// <exception cref="BundleException">The root file system or its hash is not what was signed.</exception>
    public static void Write(ISlotTarget target, BundleHead head, SlotLayout layout, CancellationToken stopping)
    {
        var root = head.Root;
        if (layout.Tree > root.Size)
            target.Write(root.Size, new byte[layout.Tree - root.Size]);
        // Salt and identifier follow from the content, as the image's builder has them.
        var salt = root.Digest.ToBytes();
        using var content = new SlotStream(target, 0, root.Size, stopping);
        using var buffered = new BufferedStream(content, 1 << 18);
        var tree = VerityTree.OfPadded(buffered, salt, new Guid(salt.AsSpan(0, 16), bigEndian: true));
        BundleReceiver.Require(root, content.Digest());
        BundleRules.CheckRoot(head.Manifest, tree);
        target.Write(layout.Tree, tree.Content.Span);
    }
}
