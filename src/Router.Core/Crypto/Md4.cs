using System.Buffers.Binary;
using System.Numerics;

namespace Router.Core.Crypto;

/// <summary>
/// MD4 (RFC 1320). Broken for every other use; SMB passwords are stored by it and nothing else, so it stays here.
/// </summary>
internal static class Md4
{
    private const int BlockLength = 64;
    private static readonly int[] Shifts = [3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15];
    private static readonly int[] ThirdRoundOrder = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

    /// <summary>16 bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        // A 1 bit, zeros up to 8 bytes short of a block, and the length in bits.
        var padded = new byte[(data.Length + 8) / BlockLength * BlockLength + BlockLength];
        data.CopyTo(padded);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(padded.Length - 8), (ulong)data.Length * 8);

        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
        for (var block = 0; block < padded.Length; block += BlockLength)
            Transform(state, padded.AsSpan(block, BlockLength));
        var digest = new byte[16];
        for (var word = 0; word < 4; word++)
            BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(word * 4), state[word]);
        return digest;
    }

    private static void Transform(Span<uint> state, ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        for (var step = 0; step < 48; step++)
        {
            var (mixed, constant, word) = (step / 16) switch
            {
                0 => ((b & c) | (~b & d), 0u, step),
                1 => ((b & c) | (b & d) | (c & d), 0x5A827999u, (step % 4 * 4) + (step % 16 / 4)),
                _ => (b ^ c ^ d, 0x6ED9EBA1u, ThirdRoundOrder[step % 16]),
            };
            var sum = a + mixed + constant + BinaryPrimitives.ReadUInt32LittleEndian(block[(word * 4)..]);
            (a, d, c, b) = (d, c, b, BitOperations.RotateLeft(sum, Shifts[(step / 16 * 4) + (step % 4)]));
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
