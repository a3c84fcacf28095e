using System.Security.Cryptography;
using Router.Ctl.Cli;
using Router.Ctl.Flash.Gpt;

namespace Router.Ctl.Flash;

/// <summary>What was written: bytes of the image, its SHA-256 in hexadecimal, bytes of the target.</summary>
internal sealed record FlashResult(long Bytes, string Sha256, long TargetBytes, bool TableMoved);

/// <summary>
/// Copies an image, reads it back, then fits the partition table to the target. The start of the disk is written last:
/// until then it is blank, so that half an image is never taken for a disk.
/// </summary>
internal sealed class Flasher(IFlashTarget target, StepStarter steps)
{
    public const int Chunk = 4 << 20;

    private readonly List<byte[]> digests = [];

    /// <summary><paramref name="table"/>: the image's partition table; null leaves the target as the image has it.</summary>
    /// <exception cref="Failure">The image ended early, or the target gave back something else than was written.</exception>
    public FlashResult Run(Stream image, GptTable? table, bool grow, CancellationToken stopping)
    {
        var length = image.Length;
        var digest = Copy(image, length, stopping);
        target.Flush();
        Verify(length, stopping);
        var moved = table is not null && MoveTable(table, grow);
        target.Complete();
        return new FlashResult(length, digest, target.Size, moved);
    }

    private string Copy(Stream image, long length, CancellationToken stopping)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var progress = steps("writing", length);
        var first = Next(image, new byte[Math.Min(Chunk, length)], whole);
        target.Write(0, new byte[RoundUp(first.Length)]);

        var buffer = new byte[Chunk];
        for (long offset = first.Length; offset < length; offset += Chunk)
        {
            stopping.ThrowIfCancellationRequested();
            target.Write(offset, Next(image, buffer.AsSpan(0, (int)Math.Min(Chunk, length - offset)), whole));
            progress.Report(offset);
        }
        stopping.ThrowIfCancellationRequested();
        target.Write(0, first);
        progress.Report(length);
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    private ReadOnlySpan<byte> Next(Stream image, Span<byte> buffer, IncrementalHash whole)
    {
        var read = image.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read < buffer.Length)
            throw Failure.Input("the image became shorter while it was read", "wait until it is complete, then flash again");
        whole.AppendData(buffer);
        digests.Add(SHA256.HashData(buffer));
        return buffer;
    }

    private void Verify(long length, CancellationToken stopping)
    {
        var progress = steps("reading back", length);
        var buffer = new byte[Chunk];
        for (long offset = 0; offset < length; offset += Chunk)
        {
            stopping.ThrowIfCancellationRequested();
            var part = buffer.AsSpan(0, (int)Math.Min(Chunk, length - offset));
            target.Read(offset, part);
            if (!SHA256.HashData(part).AsSpan().SequenceEqual(digests[(int)(offset / Chunk)]))
                throw Mismatch(offset, part.Length);
            progress.Report(offset + part.Length);
        }
    }

    private bool MoveTable(GptTable table, bool grow)
    {
        var fitted = table.Fit((ulong)(target.Size / GptHeader.SectorSize), grow);
        if (fitted.Header == table.Header)
            return false;
        IReadOnlyList<DiskWrite> writes = [.. fitted.Clearing(table), .. fitted.Writes()];
        foreach (var write in writes)
        {
            target.Write(write.Offset, write.Bytes);
            target.Flush();
        }
        foreach (var write in writes)
        {
            var back = new byte[write.Bytes.Length];
            target.Read(write.Offset, back);
            if (!back.AsSpan().SequenceEqual(write.Bytes))
                throw Mismatch(write.Offset, back.Length);
        }
        return true;
    }

    private static int RoundUp(int length) => (length + GptHeader.SectorSize - 1) / GptHeader.SectorSize * GptHeader.SectorSize;

    private static Failure Mismatch(long offset, int length) => Failure.Machine(
        $"the target gave back something else than was written, within bytes {offset} to {offset + length}",
        "the medium is worn out, or smaller than it claims: take another one");
}
