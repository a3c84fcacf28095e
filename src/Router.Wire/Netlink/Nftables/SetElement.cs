namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// What a map to verdicts answers, and how a rule ends: a code of linux/netfilter/nf_tables.h, and for jump and goto the chain.
/// </summary>
public readonly record struct Verdict(int Code, string? Chain)
{
    public const int Drop = 0, Accept = 1, Jump = -3, Goto = -4, Return = -5;

    /// <summary>Null: no verdict that our maps hold.</summary>
    public static Verdict? Parse(ReadOnlySpan<char> text) => text switch
    {
        "accept" => new(Accept, null),
        "drop" => new(Drop, null),
        _ when text.StartsWith("jump ", StringComparison.Ordinal) => new(Jump, text["jump ".Length..].ToString()),
        _ when text.StartsWith("goto ", StringComparison.Ordinal) => new(Goto, text["goto ".Length..].ToString()),
        _ => null,
    };

    /// <summary>As data of an attribute of that type.</summary>
    internal void Write(NetlinkMessage message, ushort type)
    {
        const ushort nested = 0x8000, data = 2, code = 1, chain = 2;
        var (outer, inner) = (message.Open((ushort)(type | nested)), message.Open(data | nested));
        message.AddBigEndian(code, (uint)Code);
        if (Chain is { } name)
            message.Add(chain, name);
        message.Close(inner).Close(outer);
    }
}

/// <summary>
/// An element as the kernel has it. A range of a plain key is two elements, the second, behind its last value, marked
/// <see cref="IsEnd"/>; a range of a concatenation is one with <see cref="KeyEnd"/>.
/// </summary>
public sealed record SetElement(byte[] Key, byte[]? KeyEnd, byte[]? Data, Verdict? Verdict, bool IsEnd = false)
{
    private const int LongestKey = 128;

    /// <summary>Adds the element that nft's <paramref name="text"/> stands for. False: it is beyond what is known here.</summary>
    public static bool TryParse(SetType type, ReadOnlySpan<char> text, List<SetElement> elements)
    {
        var colon = text.IndexOf(" : ");
        var left = colon < 0 ? text : text[..colon];
        var right = colon < 0 ? default : text[(colon + 3)..];
        if (colon >= 0 != (type.IsVerdict || type.Data.Count > 0))
            return false;
        byte[]? data = null;
        Verdict? verdict = null;
        if (type.IsVerdict && (verdict = Nftables.Verdict.Parse(right)) is null)
            return false;
        if (type.Data.Count > 0 && (!TryWrite(type.Data, right, out data, out var dataEnd) || dataEnd is not null))
            return false;
        if (!TryWrite(type.Key, left, out var key, out var end) || (end is not null && !type.IsInterval))
            return false;
        if (!type.IsInterval)
            elements.Add(new(key, null, data, verdict));
        else if (type.Key.Count > 1)
            elements.Add(new(key, end ?? key, data, verdict));
        else
            AddRange(key, end ?? key, data, verdict, elements);
        return true;
    }

    /// <summary>The first and the last of a value, a range or a prefix of one field; null: it is none.</summary>
    public static (byte[] First, byte[] Last)? Range(SetType type, ReadOnlySpan<char> text) =>
        TryWrite(type.Key, text, out var first, out var last) ? (first, last ?? first) : null;

    /// <summary>A range of a plain key of a set of ranges, as the one or two elements that the kernel has for it.</summary>
    public static IEnumerable<SetElement> OfRange(byte[] first, byte[] last)
    {
        List<SetElement> elements = new(2);
        AddRange(first, last, null, null, elements);
        return elements;
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
    private static bool TryWrite(IReadOnlyList<FieldType> fields, ReadOnlySpan<char> text, out byte[] first, out byte[]? end)
    {
        var size = 0;
        for (var i = 0; i < fields.Count; i++)
            size += fields.Count == 1 ? fields[i].Length : Padded(fields[i].Length);
        first = new byte[size];
        end = null;
        Span<byte> last = stackalloc byte[LongestKey];
        var (at, ranges) = (0, false);
        for (var i = 0; i < fields.Count; i++)
        {
            var dot = i == fields.Count - 1 ? text.Length : text.IndexOf(" . ");
            var length = fields[i].Length;
            if (dot < 0 || !TryWrite(fields[i], text[..dot], first.AsSpan(at, length), last.Slice(at, length), out var isRange))
                return false;
            text = text[Math.Min(text.Length, dot + 3)..];
            ranges |= isRange;
            at += Padded(length);
        }
        end = ranges ? last[..size].ToArray() : null;
        return true;
    }

    private static bool TryWrite(FieldType field, ReadOnlySpan<char> word, Span<byte> first, Span<byte> last, out bool isRange)
    {
        isRange = false;
        if (field.TryWrite(word, first))
        {
            first.CopyTo(last);
            return true;
        }
        isRange = true;
        var slash = word.IndexOf('/');
        if (slash < 0)
        {
            var dash = word.IndexOf('-');
            return dash > 0 && field.TryWrite(word[..dash], first) && field.TryWrite(word[(dash + 1)..], last);
        }
        if (!field.TryWrite(word[..slash], first) || !int.TryParse(word[(slash + 1)..], out var bits) || bits < 0
            || bits > field.Length * 8)
            return false;
        first.CopyTo(last);
        for (var bit = bits; bit < field.Length * 8; bit++)
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        return true;
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
