using System.Security.Cryptography;
using Router.Bundles.Format;
using Router.Core.Streams;

namespace Router.Bundles.Receiving;

/// <summary>A piece of a slot as a stream from its start to its end, and the SHA-256 of what was read.</summary>
internal sealed class SlotStream(ISlotTarget slot, long start, long length, CancellationToken stopping) : ReadOnlyStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long position;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public Digest Digest() => Format.Digest.Read(hash.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        stopping.ThrowIfCancellationRequested();
        var part = buffer[..(int)Math.Min(buffer.Length, length - position)];
        if (part.IsEmpty)
            return 0;
        slot.Read(start + position, part);
        hash.AppendData(part);
        position += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }
}
