using Router.Core.Streams;

namespace Router.Bundles.Receiving;

/// <summary>A file that may have damaged blocks: these are read as zeros, so that what stands behind them is found all the same.</summary>
internal sealed class PatchedStream(Stream file) : ReadOnlyStream
{
    private const int Block = 4096;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var start = file.Position;
        try
        {
            return file.Read(buffer);
        }
        catch (IOException)
        {
            return ReadBlock(start, buffer);
        }
    }

    private int ReadBlock(long start, Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Math.Min(Block - (start % Block), file.Length - start));
        var block = buffer[..Math.Max(0, count)];
        try
        {
            file.Position = start;
            return file.Read(block);
        }
        catch (IOException)
        {
            block.Clear();
            file.Position = start + block.Length;
            return block.Length;
        }
    }
}
