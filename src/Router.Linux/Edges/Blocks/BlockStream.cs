using Router.Core.Streams;

namespace Router.Linux.Edges.Blocks;

/// <summary>Reads a piece of a block device, at any place; the device is closed with the stream.</summary>
/// <param name="device">What is read.</param>
/// <param name="start">Where the piece begins, in bytes.</param>
/// <param name="length">Bytes of it.</param>
public sealed class BlockStream(BlockDevice device, long start, long length) : ReadOnlyStream
{
    private long position;

    /// <summary>All of it.</summary>
    public BlockStream(BlockDevice device) : this(device, 0, device.Length)
    {
    }

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var part = buffer[..(int)Math.Max(0, Math.Min(buffer.Length, Length - position))];
        device.Read(start + position, part);
        position += part.Length;
        return part.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            device.Dispose();
        base.Dispose(disposing);
    }
}
