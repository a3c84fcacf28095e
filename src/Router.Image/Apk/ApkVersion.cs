namespace Router.Image.Apk;

/// <summary>Outcome of a comparison as apk's dependency masks count it; several bits: any of them.</summary>
[Flags]
internal enum VersionOrder
{
    None = 0,
    Equal = 1,
    Less = 2,
    Greater = 4,
}

/// <summary>
/// Versions as apk orders them: <c>1.2.3b_rc2_p1-r4</c>, that is numbers, at most one letter after each, suffixes of
/// which <c>_alpha _beta _pre _rc</c> come before the plain version and <c>_cvs _svn _git _hg _p</c> after it, and a
/// package revision. What does not fit the pattern compares equal from there on.
/// </summary>
internal static class ApkVersion
{
    public static bool IsValid(ReadOnlySpan<byte> version)
    {
        var parts = new VersionParts(version);
        while (parts.Next is not (VersionPart.End or VersionPart.Invalid))
            parts.Take();
        return parts.Next == VersionPart.End;
    }

    /// <summary>
    /// One bit of <see cref="VersionOrder"/>; all of them when just one side is empty (no version). With
    /// <paramref name="prefix"/> (the operator <c>~</c>) a version equals every version that starts with its parts.
    /// </summary>
    public static VersionOrder Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, bool prefix = false)
    {
        if (left.IsEmpty || right.IsEmpty)
            return left.IsEmpty && right.IsEmpty ? VersionOrder.Equal : VersionOrder.Equal | VersionOrder.Less | VersionOrder.Greater;

        var a = new VersionParts(left);
        var b = new VersionParts(right);
        long x = 0, y = 0;
        while (a.Next == b.Next && a.Next is not (VersionPart.End or VersionPart.Invalid) && x == y)
            (x, y) = (a.Take(), b.Take());

        if (x != y)
            return x < y ? VersionOrder.Less : VersionOrder.Greater;
        if (a.Next == b.Next || prefix)
            return VersionOrder.Equal;

        // One version goes on where the other ends: it is the later one, unless it goes on with a pre-release suffix.
        var (aPart, bPart) = (a.Next, b.Next);
        if (aPart == VersionPart.Suffix && a.Take() < 0)
            return VersionOrder.Less;
        if (bPart == VersionPart.Suffix && b.Take() < 0)
            return VersionOrder.Greater;
        return aPart > bPart ? VersionOrder.Less : VersionOrder.Greater;
    }
}

/// <summary>What follows next in a version; the order of the members decides between versions of which one has more parts.</summary>
internal enum VersionPart
{
    Invalid = -1,
    FractionNumber,
    Number,
    Letter,
    Suffix,
    SuffixNumber,
    Revision,
    End,
}

/// <summary>Takes a version apart, left to right.</summary>
internal ref struct VersionParts(ReadOnlySpan<byte> text)
{
    private const int MaxDigits = 17;
    private ReadOnlySpan<byte> rest = text;

    /// <summary>What <see cref="Take"/> will read.</summary>
    public VersionPart Next { get; private set; } = VersionPart.Number;

    /// <summary>The value of the next part, comparable with that of the same part of another version.</summary>
    public long Take()
    {
        if (rest.IsEmpty)
        {
            Next = VersionPart.End;
            return 0;
        }

        int used;
        long value;
        switch (Next)
        {
            case VersionPart.FractionNumber when rest[0] == '0':
                // Zeros that lead a fraction count on their own, more of them is less: 1.01 < 1.1.
                used = Math.Max(0, (rest.IndexOfAnyExcept((byte)'0') is var other && other < 0 ? rest.Length : other) - 1);
                rest = rest[used..];
                Next = rest.IsEmpty ? VersionPart.End : VersionPart.Number;
                return -used;
            case VersionPart.FractionNumber or VersionPart.Number or VersionPart.SuffixNumber or VersionPart.Revision:
                (value, used) = Digits(rest);
                break;
            case VersionPart.Letter:
                (value, used) = (rest[0], 1);
                break;
            case VersionPart.Suffix:
                (value, used) = Suffix(rest);
                break;
            default:
                (value, used) = (-1, -1);
                break;
        }

        if (used < 0)
        {
            Next = VersionPart.Invalid;
            return -1;
        }

        rest = rest[used..];
        Next = rest.IsEmpty ? VersionPart.End : Following();
        return value;
    }

    private VersionPart Following()
    {
        var first = rest[0];
        var isDigit = first is >= (byte)'0' and <= (byte)'9';
        if (first is >= (byte)'a' and <= (byte)'z' && Next is VersionPart.FractionNumber or VersionPart.Number)
            return VersionPart.Letter;
        if (isDigit && Next == VersionPart.Letter)
            return VersionPart.Number;
        if (isDigit && Next == VersionPart.Suffix)
            return VersionPart.SuffixNumber;

        var (part, used) = first switch
        {
            (byte)'.' => (VersionPart.FractionNumber, 1),
            (byte)'_' => (VersionPart.Suffix, 1),
            (byte)'-' when rest.Length > 1 && rest[1] == 'r' => (VersionPart.Revision, 2),
            _ => (VersionPart.Invalid, 0),
        };
        rest = rest[used..];
        var backwards = part < Next
            && (part, Next) is not ((VersionPart.FractionNumber, VersionPart.Number) or (VersionPart.Suffix, VersionPart.SuffixNumber));
        return backwards ? VersionPart.Invalid : part;
    }

    private static (long Value, int Used) Digits(ReadOnlySpan<byte> text)
    {
        var value = 0L;
        var used = 0;
        for (; used < text.Length && text[used] is >= (byte)'0' and <= (byte)'9'; used++)
            value = unchecked(value * 10 + (text[used] - '0'));
        return used > MaxDigits ? (-1, -1) : (value, used);
    }

    private static (long Value, int Used) Suffix(ReadOnlySpan<byte> text) => text switch
    {
        _ when text.StartsWith("alpha"u8) => (-4, 5),
        _ when text.StartsWith("beta"u8) => (-3, 4),
        _ when text.StartsWith("pre"u8) => (-2, 3),
        _ when text.StartsWith("rc"u8) => (-1, 2),
        _ when text.StartsWith("cvs"u8) => (0, 3),
        _ when text.StartsWith("svn"u8) => (1, 3),
        _ when text.StartsWith("git"u8) => (2, 3),
        _ when text.StartsWith("hg"u8) => (3, 2),
        _ when text.StartsWith("p"u8) => (4, 1),
        _ => (-1, -1),
    };
}
