namespace Router.Core.Streams;

/// <summary>
/// A stream that is read, from where it is to its end: nothing is written to it, and it goes to no other place unless it says that it can.
/// </summary>
public abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <exception cref="NotSupportedException">It does not know.</exception>
    public override long Length => throw new NotSupportedException();

    /// <exception cref="NotSupportedException">It does not know, or cannot go there.</exception>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
