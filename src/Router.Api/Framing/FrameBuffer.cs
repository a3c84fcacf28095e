namespace Router.Api.Framing;

/// <summary>
/// What has come and is not taken yet. It grows with what really came: whoever announces much and sends nothing costs a small piece, a long
/// frame is held in pieces without copies of them, and what it took beyond one piece is given back after it.
/// </summary>
/// <param name="budget">Out of which long frames are held; null: there is none.</param>
internal sealed class FrameBuffer(FrameBudget? budget) : IDisposable
{
    /// <summary>Kept between frames. Bytes, as all here.</summary>
    private const int Small = 4 << 10;

    /// <summary>
    /// The first piece counts against no budget: it is what anybody may send. A long frame grows by as much: where longer arrays come and
    /// go, the runtime soon looks through all of its memory.
    /// </summary>
    private const int Piece = 64 << 10;

    private readonly List<ReadOnlyMemory<byte>> earlier = [];
    private long earlierLength;
    private byte[] bytes = [];
    private int start;
    private int end;
    private int searched;
    private long counted;
    private byte[] whole = [];

    public long Length => earlierLength + end - start;

    /// <summary>The frame at the front, without its line feed, valid until <see cref="Drop"/>; false: it is not whole yet.</summary>
    public bool TryFind(out ReadOnlyMemory<byte> frame)
    {
        var at = bytes.AsSpan(searched, end - searched).IndexOf((byte)'\n');
        searched = at < 0 ? end : searched + at;
        frame = at < 0 ? default : Together(bytes.AsMemory(start, searched - start));
        return at >= 0;
    }

    /// <summary>Forgets the frame that was found, and gives back what it took beyond a piece.</summary>
    public void Drop()
    {
        start = ++searched;
        if (start == end)
            start = end = searched = 0;
        GiveBackWhole();
    }

    /// <summary>Where the next bytes may go; at least one.</summary>
    /// <exception cref="FrameException">The other connections hold all that there may be.</exception>
    public Memory<byte> Room()
    {
        if (end < bytes.Length)
            return bytes.AsMemory(end);
        if (start > 0)
            Replace(bytes.Length);
        else if (bytes.Length < Piece)
            Replace(Math.Max(Small, 2 * bytes.Length));
        else
            Grow();
        return bytes.AsMemory(end);
    }

    public void Came(int count) => end += count;

    public void Dispose()
    {
        GiveBack();
        GiveBackWhole();
        bytes = [];
        start = end = searched = 0;
    }

    private ReadOnlyMemory<byte> Together(ReadOnlyMemory<byte> last)
    {
        if (earlier.Count == 0)
            return last;
        var length = (int)earlierLength + last.Length;
        whole = FrameMemory.Take(length);
        var at = 0;
        foreach (var piece in earlier.Append(last))
        {
            piece.CopyTo(whole.AsMemory(at));
            at += piece.Length;
        }
        GiveBack();
        return whole.AsMemory(0, length);
    }

    private void Grow()
    {
        if (budget?.TryTake(Piece) == false)
            throw new FrameException("routerd holds as many unfinished requests of others as it may; try again");
        counted += Piece;
        earlier.Add(bytes);
        earlierLength += bytes.Length;
        bytes = GC.AllocateUninitializedArray<byte>(Piece);
        start = end = searched = 0;
    }

    /// <summary>The piece that fills now, in one of another length; what was taken of it is left out.</summary>
    private void Replace(int length)
    {
        var other = GC.AllocateUninitializedArray<byte>(length);
        bytes.AsSpan(start, end - start).CopyTo(other);
        (bytes, start, end, searched) = (other, 0, end - start, searched - start);
    }

    private void GiveBackWhole()
    {
        FrameMemory.GiveBack(whole);
        whole = [];
    }

    private void GiveBack()
    {
        budget?.GiveBack(counted);
        counted = 0;
        earlier.Clear();
        earlierLength = 0;
    }
}
