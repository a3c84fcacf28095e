namespace Router.Wire.Netlink.Nftables;

/// <summary>What a map to verdicts answers: a code of linux/netfilter/nf_tables.h, and for jump and goto the chain.</summary>
public readonly record struct Verdict(int Code, string? Chain)
{
    private const int Drop = 0, Accept = 1, Jump = -3, Goto = -4;

    /// <summary>Null: no verdict that our maps hold.</summary>
    public static Verdict? Parse(string text) => text switch
    {
        "accept" => new(Accept, null),
        "drop" => new(Drop, null),
        _ when text.StartsWith("jump ", StringComparison.Ordinal) => new(Jump, text["jump ".Length..]),
        _ when text.StartsWith("goto ", StringComparison.Ordinal) => new(Goto, text["goto ".Length..]),
        _ => null,
    };
}

/// <summary>
/// An element as the kernel has it. A range of a plain key is two elements, the second, behind its last value, marked
/// <see cref="IsEnd"/>; a range of a concatenation is one with <see cref="KeyEnd"/>.
/// </summary>
public sealed record SetElement(byte[] Key, byte[]? KeyEnd, byte[]? Data, Verdict? Verdict, bool IsEnd = false)
{
    /// <summary>Adds the element that nft's <paramref name="text"/> stands for. False: it is beyond what is known here.</summary>
    public static bool TryParse(SetType type, string text, List<SetElement> elements)
    {
        var sides = text.Split(" : ");
        if (sides.Length > 2 || sides.Length == 2 != (type.IsVerdict || type.Data.Count > 0))
            return false;
        byte[]? data = null;
        Verdict? verdict = null;
        if (type.IsVerdict && (verdict = Nftables.Verdict.Parse(sides[1])) is null)
            return false;
        if (type.Data.Count > 0 && (!TryWrite(type.Data, sides[1], out data, out var dataEnd) || dataEnd is not null))
            return false;
        if (!TryWrite(type.Key, sides[0], out var key, out var end) || (end is not null && !type.IsInterval))
            return false;
        if (!type.IsInterval)
            elements.Add(new(key, null, data, verdict));
        else if (type.Key.Count > 1)
            elements.Add(new(key, end ?? key, data, verdict));
        else
            AddRange(key, end ?? key, data, verdict, elements);
        return true;
    }

    private static void AddRange(byte[] first, byte[] last, byte[]? data, Verdict? verdict, List<SetElement> elements)
    {
        elements.Add(new(first, null, data, verdict));
        var behind = (byte[])last.Clone();
        var at = behind.Length - 1;
        while (at >= 0 && ++behind[at] == 0)
            at--;
        // Nothing lies behind the highest value, so such a range has no end.
        if (at >= 0)
            elements.Add(new(behind, null, null, null, IsEnd: true));
    }

    /// <summary>Each field a value, <c>first-last</c> or <c>address/length</c>; <paramref name="end"/> null: no field is a range.</summary>
    private static bool TryWrite(IReadOnlyList<FieldType> fields, string text, out byte[] first, out byte[]? end)
    {
        var words = text.Split(" . ");
        first = new byte[fields.Count == 1 ? fields[0].Length : fields.Sum(field => Padded(field.Length))];
        end = null;
        if (words.Length != fields.Count)
            return false;
        var last = new byte[first.Length];
        var (at, ranges) = (0, false);
        for (var i = 0; i < words.Length; i++)
        {
            var length = fields[i].Length;
            if (!TryWrite(fields[i], words[i], first.AsSpan(at, length), last.AsSpan(at, length), out var isRange))
                return false;
            ranges |= isRange;
            at += Padded(length);
        }
        end = ranges ? last : null;
        return true;
    }

    private static bool TryWrite(FieldType field, string word, Span<byte> first, Span<byte> last, out bool isRange)
    {
        isRange = false;
        if (field.TryWrite(word, first))
        {
            first.CopyTo(last);
            return true;
        }
        isRange = true;
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            var dash = word.IndexOf('-', StringComparison.Ordinal);
            return dash > 0 && field.TryWrite(word.AsSpan(0, dash), first) && field.TryWrite(word.AsSpan(dash + 1), last);
        }
        if (!field.TryWrite(word.AsSpan(0, slash), first) || !int.TryParse(word.AsSpan(slash + 1), out var bits) || bits < 0 || bits > field.Length * 8)
            return false;
        first.CopyTo(last);
        for (var bit = bits; bit < field.Length * 8; bit++)
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return true;
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
