using Router.Bundles.Format;

namespace Router.Bundles.Receiving;

/// <summary>
/// Writes a bundle into the slot that does not run: what it has already stays, what runs here has as well is copied, and the rest is asked
/// for. Nothing is written that is not what was signed. It may be ended at any moment: the slot starts nothing until all of it is there,
/// and whoever begins again goes on from what was written.
/// </summary>
/// <remarks>One thread at a time. It holds the index, a chunk, and while it verifies the leaves of the hash tree.</remarks>
public sealed class BundleReceiver
{
    private readonly BundleHead head;
    private readonly ISlotTarget target;
    private readonly SlotLayout layout;
    private readonly byte[] buffer;
    private readonly Queue<Wanted> wanted = [];
    private int filled;

    /// <param name="head">Believed.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="device">Which is to take it.</param>
    /// <param name="olderToo">As <see cref="BundleRules.CheckDevice"/>.</param>
    /// <exception cref="BundleException">It is not for this device, or does not fit; nothing was touched.</exception>
    public BundleReceiver(BundleHead head, ISlotTarget target, DeviceFacts device, bool olderToo)
    {
        BundleRules.CheckDevice(head.Manifest, device, olderToo);
        layout = SlotLayout.Of(head);
        BundleRules.CheckRoom(layout, target.Capacity, target.BootCapacity);
        (this.head, this.target) = (head, target);
        buffer = new byte[head.Index.Sizes.Largest];
    }

    public BundleManifest Manifest => head.Manifest;

    /// <summary>Bytes of the whole data.</summary>
    public long Length => head.Index.Length;

    /// <summary>Bytes that were in the slot already.</summary>
    public long Kept { get; private set; }

    /// <summary>Bytes that were copied from what runs.</summary>
    public long Copied { get; private set; }

    /// <summary>What is to be sent, in this order, as it was after <see cref="Prepare"/>.</summary>
    public IReadOnlyList<DataRange> Ranges { get; private set; } = [];

    /// <summary>Bytes of <see cref="Ranges"/>.</summary>
    public long Asked { get; private set; }

    /// <summary>Bytes of them that came.</summary>
    public long Received { get; private set; }

    /// <summary>Takes the slot out of use, and does all that needs no bundle: looks what is there, and copies from what runs.</summary>
    /// <exception cref="IOException">The slot cannot be read or written; it starts nothing.</exception>
    public void Prepare(ISlotSource source, CancellationToken stopping)
    {
        target.Disarm();
        var missing = Look(stopping);
        var digests = missing.Select(chunk => chunk.Chunk.Digest).ToHashSet();
        using (var running = digests.Count > 0 ? new RunningChunks(source, head.Index.Sizes, digests) : null)
        {
            foreach (var chunk in missing)
            {
                stopping.ThrowIfCancellationRequested();
                var content = buffer.AsSpan(0, chunk.Chunk.Length);
                if (!running!.TryRead(chunk.Chunk, content))
                {
                    wanted.Enqueue(chunk);
                    continue;
                }
                target.Write(chunk.Place, content);
                Copied += content.Length;
            }
        }
        Ranges = Together(wanted);
        Asked = wanted.Sum(chunk => (long)chunk.Chunk.Length);
    }

    /// <summary>Takes the next bytes of <see cref="Ranges"/>, as many as there are, and writes each chunk that is whole.</summary>
    /// <exception cref="BundleException">They are not what was signed; what came before them is kept.</exception>
    /// <exception cref="IOException">The slot cannot be written; it starts nothing.</exception>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (!wanted.TryPeek(out var next))
                throw new BundleException(BundleFault.Damaged, "more came than was asked for", BundleHints.Again);
            var part = bytes[..Math.Min(bytes.Length, next.Chunk.Length - filled)];
            part.CopyTo(buffer.AsSpan(filled));
            filled += part.Length;
            Received += part.Length;
            bytes = bytes[part.Length..];
            if (filled < next.Chunk.Length)
                return;
            var content = buffer.AsSpan(0, filled);
            filled = 0;
            if (Digest.Of(content) != next.Chunk.Digest)
                throw new BundleException(
                    BundleFault.Damaged,
                    $"{head.Index.Files[next.File].Name} is damaged at byte {next.Data - StartOf(next.File)}: not what was signed",
                    BundleHints.Again);
            target.Write(next.Place, content);
            wanted.Dequeue();
        }
    }

    /// <summary>Verifies each whole file and the root hash, writes the hash tree, and arms the slot.</summary>
    /// <exception cref="BundleException">It is not whole, or not what was signed; the slot starts nothing.</exception>
    /// <exception cref="IOException">The slot cannot be read, written or armed.</exception>
    public void Finish(CancellationToken stopping)
    {
        if (wanted.Count > 0)
            throw new BundleException(
                BundleFault.CutOff, $"{Asked - Received} bytes of {Asked} that were asked for did not come", BundleHints.Again);
        target.Flush();
        var staged = new List<StagedFile>();
        for (var i = 0; i < head.Index.Files.Count - 1; i++)
        {
            var file = head.Index.Files[i];
            using var content = new SlotStream(target, layout.PlaceOf(i), file.Size, stopping);
            content.CopyTo(Stream.Null);
            Require(file, content.Digest());
            staged.Add(new StagedFile(file.Name, layout.PlaceOf(i), file.Size, file.Digest));
        }
        RootWriter.Write(target, head, layout, stopping);
        target.Flush();
        stopping.ThrowIfCancellationRequested();
        target.Arm(new ArmedSlot(head.Manifest, head.ManifestText, head.Signature, staged));
    }

    internal static void Require(IndexedFile file, Digest found)
    {
        if (found != file.Digest)
            throw new BundleException(
                BundleFault.Damaged, $"{file.Name} in the slot is not what was signed, though each chunk was: its disk may be failing",
                "upgrade again, and look at the disk when it happens again");
    }

    /// <summary>Chunks that are not in their places.</summary>
    private List<Wanted> Look(CancellationToken stopping)
    {
        var missing = new List<Wanted>();
        var data = 0L;
        for (var i = 0; i < head.Index.Files.Count; i++)
        {
            var place = layout.PlaceOf(i);
            foreach (var chunk in head.Index.Files[i].Chunks)
            {
                stopping.ThrowIfCancellationRequested();
                var content = buffer.AsSpan(0, chunk.Length);
                target.Read(place, content);
                if (Digest.Of(content) == chunk.Digest)
                    Kept += chunk.Length;
                else
                    missing.Add(new Wanted(i, chunk, place, data));
                place += chunk.Length;
                data += chunk.Length;
            }
        }
        return missing;
    }

    private static List<DataRange> Together(IEnumerable<Wanted> chunks)
    {
        var ranges = new List<DataRange>();
        foreach (var chunk in chunks)
        {
            if (ranges is [.., var last] && last.Offset + last.Length == chunk.Data)
                ranges[^1] = last with { Length = last.Length + chunk.Chunk.Length };
            else
                ranges.Add(new DataRange(chunk.Data, chunk.Chunk.Length));
        }
        return ranges;
    }

    private long StartOf(int file) => head.Index.Files.Take(file).Sum(other => other.Size);

    /// <param name="File">Its number in the index.</param>
    /// <param name="Chunk">Of it.</param>
    /// <param name="Place">In the slot.</param>
    /// <param name="Data">In the data of the bundle.</param>
    private readonly record struct Wanted(int File, Chunk Chunk, long Place, long Data);
}
