using System.Buffers;

namespace Router.Api.Framing;

/// <summary>A frame as it is written, in one piece.</summary>
internal sealed class FrameWriter : IBufferWriter<byte>, IDisposable
{
    private const int First = 4 << 10;

    private byte[] bytes = FrameMemory.Take(First);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed > bytes.Length)
        {
            var longer = FrameMemory.Take(Math.Max(needed, checked(2 * bytes.Length)));
            Written.CopyTo(longer);
            FrameMemory.GiveBack(bytes);
            bytes = longer;
        }
        return bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        FrameMemory.GiveBack(bytes);
        (bytes, Length) = ([], 0);
    }
}
