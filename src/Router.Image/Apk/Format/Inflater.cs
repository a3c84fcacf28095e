namespace Router.Image.Apk.Format;

/// <summary>
/// Unpacks one gzip member (RFC 1952, 1951) and says where it ends, which the streams of the framework do not: the
/// signature of a package covers exactly the compressed bytes of its second member. For small members; never throws.
/// </summary>
internal ref struct Inflater
{
    private const int EndOfBlock = 256;

    private static readonly int[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly int[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] DistanceBase =
        [
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
            16385, 24577
        ];

    private static readonly int[] DistanceExtra =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private static readonly int[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static readonly HuffmanCode FixedLiterals = HuffmanCode.FixedLiterals();
    private static readonly HuffmanCode FixedDistances = HuffmanCode.FixedDistances();

    private readonly ReadOnlySpan<byte> input;
    private readonly int limit;
    private byte[] output;
    private int at;
    private int written;
    private uint bits;
    private int bitCount;
    private bool failed;

    private Inflater(ReadOnlySpan<byte> input, int start, int limit)
    {
        this.input = input;
        at = start;
        this.limit = limit;
        output = new byte[Math.Min(limit, 1 << 14)];
    }

    /// <summary>
    /// Unpacks the member at the start of <paramref name="input"/>. False: it is no gzip member, damaged, cut off, or
    /// larger than <paramref name="limit"/> bytes when unpacked.
    /// </summary>
    public static bool TryMember(ReadOnlySpan<byte> input, int limit, out ReadOnlyMemory<byte> content, out int consumed)
    {
        content = default;
        consumed = 0;
        if (!TryHeader(input, out var start))
            return false;
        var inflater = new Inflater(input, start, limit);
        if (!inflater.Run() || inflater.at + 8 > input.Length)
            return false;
        var trailer = input.Slice(inflater.at, 8);
        var crc = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        var size = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        if (size != (uint)inflater.written || crc != Crc32.Of(inflater.output.AsSpan(0, inflater.written)))
            return false;
        content = inflater.output.AsMemory(0, inflater.written);
        consumed = inflater.at + 8;
        return true;
    }

    private static bool TryHeader(ReadOnlySpan<byte> input, out int start)
    {
        const byte HeaderChecksum = 2, Extra = 4, Name = 8, Comment = 16;
        start = 10;
        if (input.Length < 18 || input[0] != 0x1f || input[1] != 0x8b || input[2] != 8)
            return false;
        var flags = input[3];
        if ((flags & Extra) != 0)
        {
            if (input.Length < start + 2)
                return false;
            start += 2 + input[start] + (input[start + 1] << 8);
        }

        for (var text = Name; text <= Comment; text <<= 1)
        {
            if ((flags & text) == 0)
                continue;
            var end = start < input.Length ? input[start..].IndexOf((byte)0) : -1;
            if (end < 0)
                return false;
            start += end + 1;
        }

        start += (flags & HeaderChecksum) != 0 ? 2 : 0;
        return start < input.Length;
    }

    private bool Run()
    {
        bool last;
        do
        {
            last = Bits(1) != 0;
            var sound = Bits(2) switch
            {
                0 => Stored(),
                1 => Compressed(FixedLiterals, FixedDistances),
                2 => Dynamic(),
                _ => false,
            };
            if (!sound || failed)
                return false;
        }
        while (!last);
        at -= bitCount / 8; // whole bytes that were looked at and not needed
        return true;
    }

    private bool Stored()
    {
        at -= bitCount / 8;
        bits = 0;
        bitCount = 0;
        if (at + 4 > input.Length)
            return false;
        var length = input[at] | input[at + 1] << 8;
        var inverse = input[at + 2] | input[at + 3] << 8;
        at += 4;
        if (length != (~inverse & 0xffff) || at + length > input.Length || !Room(length))
            return false;
        input.Slice(at, length).CopyTo(output.AsSpan(written));
        at += length;
        written += length;
        return true;
    }

    private bool Dynamic()
    {
        int literals = Bits(5) + 257, distances = Bits(5) + 1, codes = Bits(4) + 4;
        Span<byte> lengths = stackalloc byte[19];
        lengths.Clear();
        for (var i = 0; i < codes; i++)
            lengths[CodeLengthOrder[i]] = (byte)Bits(3);
        if (failed || !HuffmanCode.TryBuild(lengths, out var lengthCode))
            return false;

        Span<byte> all = stackalloc byte[320];
        all.Clear();
        for (var i = 0; i < literals + distances;)
        {
            var symbol = Symbol(lengthCode);
            if (symbol is < 0 or > 18 || (symbol == 16 && i == 0))
                return false;
            if (symbol < 16)
            {
                all[i++] = (byte)symbol;
                continue;
            }

            var value = symbol == 16 ? all[i - 1] : (byte)0;
            var repeat = symbol switch { 16 => 3 + Bits(2), 17 => 3 + Bits(3), _ => 11 + Bits(7) };
            if (i + repeat > literals + distances)
                return false;
            all.Slice(i, repeat).Fill(value);
            i += repeat;
        }

        return !failed && HuffmanCode.TryBuild(all[..literals], out var literalCode)
            && HuffmanCode.TryBuild(all.Slice(literals, distances), out var distanceCode) && Compressed(literalCode, distanceCode);
    }

    private bool Compressed(HuffmanCode literals, HuffmanCode distances)
    {
        while (true)
        {
            var symbol = Symbol(literals);
            if (symbol < 0 || symbol > EndOfBlock + LengthBase.Length)
                return false;
            if (symbol == EndOfBlock)
                return true;
            if (symbol < EndOfBlock)
            {
                if (!Room(1))
                    return false;
                output[written++] = (byte)symbol;
                continue;
            }

            var length = LengthBase[symbol - 257] + Bits(LengthExtra[symbol - 257]);
            var code = Symbol(distances);
            if (code < 0 || code >= DistanceBase.Length)
                return false;
            var distance = DistanceBase[code] + Bits(DistanceExtra[code]);
            if (failed || distance > written || !Room(length))
                return false;
            for (var i = 0; i < length; i++, written++)
                output[written] = output[written - distance];
        }
    }

    private bool Room(int length)
    {
        var needed = written + length;
        if (needed > output.Length && needed <= limit)
            Array.Resize(ref output, Math.Min(limit, Math.Max(needed, output.Length * 2)));
        return needed <= output.Length;
    }

    private int Symbol(HuffmanCode code)
    {
        int value = 0, first = 0, index = 0;
        for (var length = 1; length <= HuffmanCode.MaxLength; length++)
        {
            value |= Bits(1);
            var count = code.Counts[length];
            if (value - count < first)
                return failed ? -1 : code.Symbols[index + (value - first)];
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }

        return -1;
    }

    private int Bits(int count)
    {
        while (bitCount < count)
        {
            if (at >= input.Length)
            {
                failed = true;
                return 0;
            }

            bits |= (uint)input[at++] << bitCount;
            bitCount += 8;
        }

        var value = (int)(bits & ((1u << count) - 1));
        bits >>= count;
        bitCount -= count;
        return value;
    }
}
