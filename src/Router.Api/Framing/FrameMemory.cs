using System.Buffers;

namespace Router.Api.Framing;

/// <summary>
/// Memory of frames that is used again. Longer arrays that come and go make the runtime look through all of its memory every few frames;
/// kept for ever, on the other hand, they would be held by a daemon that has nothing to do.
/// </summary>
internal static class FrameMemory
{
    /// <summary>Bytes. Longer ones are not kept.</summary>
    public const int Longest = 1 << 20;

    /// <summary>At least so many bytes.</summary>
    public static byte[] Take(int length) =>
        length <= Longest ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Cleared: a frame may hold a secret.</summary>
    public static void GiveBack(byte[] bytes)
    {
        if (bytes.Length is > 0 and <= Longest)
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }
}
