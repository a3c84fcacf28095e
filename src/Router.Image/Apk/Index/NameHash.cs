using System.Buffers.Binary;
using System.Numerics;

namespace Router.Image.Apk.Index;

/// <summary>
/// MurmurHash3 (32 bits, by Austin Appleby, public domain). apk keeps names and directories in tables hashed so, and the
/// order in which it walks them shows in its results: the order of equal choices, and the arguments of triggers.
/// </summary>
internal static class NameHash
{
    /// <summary>Rows of apk's tables of names and of directories.</summary>
    public const uint Buckets = 20000;

    private const uint Seed = 5381;

    public static uint Of(ReadOnlySpan<byte> text)
    {
        var (hash, length) = (Seed, (uint)text.Length);
        for (; text.Length >= 4; text = text[4..])
            hash = BitOperations.RotateLeft(hash ^ Scramble(BinaryPrimitives.ReadUInt32LittleEndian(text)), 13) * 5 + 0xe6546b64;

        var tail = 0u;
        for (var i = text.Length - 1; i >= 0; i--)
            tail = tail << 8 | text[i];
        if (!text.IsEmpty)
            hash ^= Scramble(tail);

        hash ^= length;
        hash = (hash ^ hash >> 16) * 0x85ebca6b;
        hash = (hash ^ hash >> 13) * 0xc2b2ae35;
        return hash ^ hash >> 16;
    }

    private static uint Scramble(uint value) => BitOperations.RotateLeft(value * 0xcc9e2d51, 15) * 0x1b873593;
}
