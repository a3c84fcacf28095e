namespace Router.Linux.Compiling;

/// <summary>Prefixes of addresses in bytes, the highest bit first.</summary>
internal static class Prefix
{
    /// <summary>In bits, of the prefix from the first to the last; null: they are no prefix.</summary>
    public static int? LengthOf(byte[] first, byte[] last)
    {
        var bits = 0;
        while (bits < first.Length * 8 && Bit(first, bits) == Bit(last, bits))
            bits++;
        for (var rest = bits; rest < first.Length * 8; rest++)
        {
            if (Bit(first, rest) || !Bit(last, rest))
                return null;
        }
        return bits;
    }

    public static byte[] Mask(int bits, int length)
    {
        var mask = new byte[length];
        for (var bit = 0; bit < bits; bit++)
            mask[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return mask;
    }

    private static bool Bit(byte[] bytes, int at) => (bytes[at / 8] & (0x80 >> (at % 8))) != 0;
}
