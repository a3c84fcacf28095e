namespace Router.Image.Apk.Format;

/// <summary>A canonical prefix code (RFC 1951 section 3.2.2): how many codes of each length, and the symbols in code order.</summary>
internal sealed class HuffmanCode
{
    public const int MaxLength = 15;

    private HuffmanCode(int symbols) => Symbols = new ushort[symbols];

    public int[] Counts { get; } = new int[MaxLength + 1];

    public ushort[] Symbols { get; }

    public static HuffmanCode FixedLiterals()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        return TryBuild(lengths, out var code) ? code : throw new System.Diagnostics.UnreachableException();
    }

    public static HuffmanCode FixedDistances()
    {
        Span<byte> lengths = stackalloc byte[30];
        lengths.Fill(5);
        return TryBuild(lengths, out var code) ? code : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>False when more codes are asked for than their lengths leave room for.</summary>
    public static bool TryBuild(ReadOnlySpan<byte> lengths, out HuffmanCode code)
    {
        code = new HuffmanCode(lengths.Length);
        foreach (var length in lengths)
            code.Counts[length]++;
        code.Counts[0] = 0;

        var left = 1;
        Span<int> next = stackalloc int[MaxLength + 2];
        next.Clear();
        for (var length = 1; length <= MaxLength; length++)
        {
            left = (left << 1) - code.Counts[length];
            if (left < 0)
                return false;
            next[length + 1] = next[length] + code.Counts[length];
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
                code.Symbols[next[lengths[symbol]]++] = (ushort)symbol;
        }

        return true;
    }
}
