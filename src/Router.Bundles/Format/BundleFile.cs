using Router.Core.Verity;

namespace Router.Bundles.Format;

/// <summary>Bundles as streams.</summary>
public static class BundleFile
{
    /// <param name="source">From the start of a bundle; afterwards at its data.</param>
    /// <returns>All that stands before the data, as it is.</returns>
    /// <exception cref="BundleException">It is no bundle, or cut off.</exception>
    public static async Task<byte[]> ReadHeadAsync(Stream source, CancellationToken stopping)
    {
        var first = new byte[BundleHeader.Length];
        var count = await source.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, stopping);
        var header = BundleHeader.Parse(first.AsSpan(0, count));
        var bytes = new byte[header.HeadLength];
        first.CopyTo(bytes, 0);
        var rest = await source.ReadAtLeastAsync(
            bytes.AsMemory(count), bytes.Length - count, throwOnEndOfStream: false, stopping);
        return rest < bytes.Length - count ? throw BundleHeader.CutOff(count + rest, header.BundleLength) : bytes;
    }

    /// <summary>Packs a bundle; nothing is signed here.</summary>
    /// <param name="manifest">As it was signed.</param>
    /// <param name="signature">Of it.</param>
    /// <param name="index">Of the files, as the image's folder has it.</param>
    /// <param name="open">Reads a file of the index by its name.</param>
    /// <param name="output">At its end.</param>
    /// <param name="written">Is told the bytes so far.</param>
    /// <param name="stopping">Ends it.</param>
    public static async Task PackAsync(
        byte[] manifest, byte[] signature, byte[] index, Func<string, Stream> open, Stream output, IProgress<long> written,
        CancellationToken stopping)
    {
        if (!ChunkIndexCodec.TryDecode(index, out var decoded))
            throw new BundleException(BundleFault.Damaged, $"{BundleNames.Chunks} is no index of chunks", BundleHints.BuildAgain);
        var header = new BundleHeader(manifest.Length, signature.Length, index.Length, decoded.Length);
        foreach (var part in (byte[][])[header.ToBytes(), manifest, signature, index])
            await output.WriteAsync(part, stopping);
        var buffer = new byte[1 << 18];
        var sum = 0L;
        foreach (var file in decoded.Files)
        {
            await using var content = open(file.Name);
            while (await content.ReadAsync(buffer, stopping) is > 0 and var count)
            {
                await output.WriteAsync(buffer.AsMemory(0, count), stopping);
                written.Report(sum += count);
            }
        }
        if (sum != decoded.Length)
            throw new BundleException(
                BundleFault.Damaged, "the image's files have not the sizes that its index says", BundleHints.BuildAgain);
    }

    /// <summary>Holds the data against head, chunk by chunk, each file as a whole, and the root hash.</summary>
    /// <param name="head">Believed.</param>
    /// <param name="data">From the start of the data.</param>
    /// <param name="read">Is told the bytes so far.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="BundleException">It is cut off, longer than it says, or not what was signed.</exception>
    public static void Verify(BundleHead head, Stream data, IProgress<long> read, CancellationToken stopping)
    {
        using var checking = new CheckedStream(head, data, read, stopping);
        foreach (var file in head.Index.Files.SkipLast(1))
        {
            checking.Begin(file);
            checking.CopyTo(Stream.Null);
            checking.End();
        }
        var salt = head.Root.Digest.ToBytes();
        checking.Begin(head.Root);
        var tree = VerityTree.OfPadded(checking, salt, new Guid(salt.AsSpan(0, 16), bigEndian: true));
        checking.End();
        BundleRules.CheckRoot(head.Manifest, tree);
        if (data.ReadByte() >= 0)
            throw new BundleException(
                BundleFault.Damaged, $"it is longer than the {head.Header.BundleLength} bytes that it should have", BundleHints.Again);
    }
}
