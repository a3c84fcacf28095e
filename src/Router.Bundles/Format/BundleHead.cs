using Router.Core.Trust;

namespace Router.Bundles.Format;

/// <summary>
/// What stands before the data of a bundle, and is believed: the manifest is signed, the index is the one that the manifest has the hash
/// of, and both say the same of each file.
/// </summary>
public sealed record BundleHead
{
    public required BundleHeader Header { get; init; }

    public required BundleManifest Manifest { get; init; }

    /// <summary>As the image's folder has it.</summary>
    public required ReadOnlyMemory<byte> ManifestText { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required ChunkIndex Index { get; init; }

    /// <summary>Who signed it; good.</summary>
    public required SignatureVerdict Verdict { get; init; }

    public IndexedFile Root => Index.Files[^1];

    /// <param name="bytes">All that stands before the data: <see cref="BundleHeader.HeadLength"/> bytes.</param>
    /// <param name="keys">Whose releases are taken.</param>
    /// <param name="today">A key is good on its last day.</param>
    /// <exception cref="BundleException">It is not taken.</exception>
    public static BundleHead Read(ReadOnlyMemory<byte> bytes, ReleaseKeys keys, DateOnly today)
    {
        var header = BundleHeader.Parse(bytes.Span);
        if (bytes.Length < header.HeadLength)
            throw BundleHeader.CutOff(bytes.Length, header.BundleLength);
        var text = bytes.Slice(BundleHeader.Length, header.Manifest);
        var signature = bytes.Slice(BundleHeader.Length + header.Manifest, header.Signature);
        var verdict = keys.Check(text.Span, signature.Length == 0 ? null : signature.ToArray(), today);
        if (!verdict.IsGood)
            throw new BundleException(BundleFault.Untrusted, $"it is {verdict}", Hint(verdict.Trust));
        var manifest = BundleManifest.Parse(text.Span)
            ?? throw new BundleException(BundleFault.Damaged, "its manifest is signed and yet none", BundleHints.BuildAgain);
        var index = Indexed(manifest, bytes.Slice(BundleHeader.Length + header.Manifest + header.Signature, header.Index).Span);
        BundleRules.CheckSizes(header, manifest, index);
        return new BundleHead
        {
            Header = header,
            Manifest = manifest,
            ManifestText = text,
            Signature = signature,
            Index = index,
            Verdict = verdict,
        };
    }

    private static ChunkIndex Indexed(BundleManifest manifest, ReadOnlySpan<byte> bytes)
    {
        if (manifest.Find(BundleNames.Chunks) is not { } named)
            throw new BundleException(
                BundleFault.Damaged, $"its manifest names no {BundleNames.Chunks}: the image was built before there were bundles",
                BundleHints.BuildAgain);
        if (named.Sha256 != Digest.Of(bytes).ToString())
            throw new BundleException(BundleFault.Damaged, "its index of chunks is not the one that was signed", BundleHints.Again);
        return ChunkIndexCodec.TryDecode(bytes, out var index)
            ? index
            : throw new BundleException(BundleFault.Damaged, "its index of chunks is signed and yet none", BundleHints.BuildAgain);
    }

    private static string Hint(SignatureTrust trust) => trust switch
    {
        SignatureTrust.Revoked or SignatureTrust.Expired => "sign the image with another key: routerctl image build BOARD --key NAME",
        _ => "take one that was made where your releases are made, or build an image with the key of whoever signs them",
    };
}
