using System.Security.Cryptography;
using Router.Core.Streams;

namespace Router.Bundles.Format;

/// <summary>The data of a bundle, a file at a time, of which each chunk and the whole are checked.</summary>
internal sealed class CheckedStream(BundleHead head, Stream data, IProgress<long> read, CancellationToken stopping) : ReadOnlyStream
{
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[head.Index.Sizes.Largest];
    private IndexedFile file = head.Root;
    private int next, start, end;
    private long position, sum;

    public void Begin(IndexedFile begun) => (file, next, position) = (begun, 0, 0);

    /// <exception cref="BundleException">The file is not what was signed, though its chunks are.</exception>
    public void End()
    {
        if (Digest.Read(whole.GetHashAndReset()) != file.Digest)
            throw Damaged("its chunks are what was signed, and yet not the whole");
    }

    public override int Read(Span<byte> destination)
    {
        if (start == end && !Fill())
            return 0;
        var count = Math.Min(destination.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(destination);
        start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            whole.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        stopping.ThrowIfCancellationRequested();
        if (next == file.Chunks.Count)
            return false;
        var chunk = file.Chunks[next++];
        var content = buffer.AsSpan(0, chunk.Length);
        var count = data.ReadAtLeast(content, chunk.Length, throwOnEndOfStream: false);
        if (count < chunk.Length)
            throw BundleHeader.CutOff(head.Header.HeadLength + sum + count, head.Header.BundleLength);
        if (Digest.Of(content) != chunk.Digest)
            throw Damaged($"it is damaged at byte {position}");
        whole.AppendData(content);
        (start, end) = (0, count);
        position += count;
        read.Report(sum += count);
        return true;
    }

    private BundleException Damaged(string what) =>
        new(BundleFault.Damaged, $"{file.Name}: {what}: not what was signed", BundleHints.Again);
}
