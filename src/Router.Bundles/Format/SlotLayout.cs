using Router.Core.Verity;

namespace Router.Bundles.Format;

/// <summary>
/// Where what a bundle brings goes in a slot, in bytes from its start: the root file system, its hash tree, and behind these what the boot
/// partition gets at the end, so that until then nothing but the slot is written.
/// </summary>
public sealed record SlotLayout
{
    private readonly IReadOnlyList<long> places;

    private SlotLayout(IReadOnlyList<long> places) => this.places = places;

    /// <summary>Of the hash tree.</summary>
    public required long Tree { get; init; }

    /// <summary>Behind all of it.</summary>
    public required long End { get; init; }

    /// <summary>Bytes that the boot partition gets, the manifest and its signature among them, each in whole blocks.</summary>
    public required long BootLength { get; init; }

    /// <param name="head">Of a bundle.</param>
    public static SlotLayout Of(BundleHead head)
    {
        var files = head.Index.Files;
        var tree = VerityTree.Padded(head.Root.Size);
        var end = tree + VerityTree.SizeFor(head.Root.Size);
        var places = new long[files.Count];
        for (var i = 0; i < files.Count - 1; i++)
        {
            places[i] = end;
            end += VerityTree.Padded(files[i].Size);
        }
        return new SlotLayout(places)
        {
            Tree = tree,
            End = end,
            BootLength = files.SkipLast(1).Sum(file => VerityTree.Padded(file.Size))
                + VerityTree.Padded(head.ManifestText.Length) + VerityTree.Padded(head.Signature.Length),
        };
    }

    /// <summary>Of the file with that number in the index.</summary>
    public long PlaceOf(int file) => places[file];
}
