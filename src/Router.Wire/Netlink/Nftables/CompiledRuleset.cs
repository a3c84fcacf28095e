using System.Buffers.Binary;
using System.Globalization;

namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// What nft makes of a ruleset for the kernel, from what <c>nft --check --debug=mnl</c> prints: libmnl's drawing of each message, four
/// bytes a line, attributes with their headers in colours.
/// <code>
/// |  0000000040  |        | message length |
/// | 02560 | R--- |        |  type | flags  |
/// | 01 00 00 00  |        |  extra header  |
/// |00011|--|00001|        |len |flags| type|
/// | 72 6f 75 74  |        |      data      |         r o u t
/// </code>
/// </summary>
public sealed class CompiledRuleset
{
    /// <summary>The type of a message that makes a rule.</summary>
    public const ushort NewRule = Subsystem | 6;

    private const ushort BatchBegin = 16, BatchEnd = 17, Subsystem = 10 << 8;
    private const ushort NewTable = Subsystem, DeleteTable = Subsystem | 2, NewChain = Subsystem | 3, NewSet = Subsystem | 9;
    private const ushort NewElement = Subsystem | 12, NewObject = Subsystem | 18, NewFlowTable = Subsystem | 22;
    private const ushort Nested = 0x8000, NetworkOrder = 0x4000;

    private readonly List<NetlinkMessage> messages = [];
    private readonly List<byte> payload = [];
    private ushort type;
    private int length;
    private bool begun, ended;

    private CompiledRuleset()
    {
    }

    /// <summary>
    /// The messages of the batch, without its begin and its end, in their order. Null: this is no such drawing, or it has what is not known
    /// here.
    /// </summary>
    public static IReadOnlyList<NetlinkMessage>? Parse(ReadOnlySpan<char> drawing)
    {
        var ruleset = new CompiledRuleset();
        foreach (var range in drawing.Split('\n'))
        {
            if (!ruleset.Take(drawing[range]))
                return null;
        }
        return ruleset.TryFinish() && ruleset.messages.Count > 0 ? ruleset.messages : null;
    }

    private bool Take(ReadOnlySpan<char> line)
    {
        if (line.IndexOf('\t') is not (> 0 and var tab) || line[0] != '|')
            return true;
        var left = line[1..tab];
        var label = line[(tab + 1)..];
        if (label.StartsWith("| message length", StringComparison.Ordinal))
            return TryFinish() && int.TryParse(left.Trim(" |"), NumberStyles.None, CultureInfo.InvariantCulture, out length);
        if (label.StartsWith("|  type | flags", StringComparison.Ordinal))
            return ushort.TryParse(
                left[..Math.Max(0, left.IndexOf('|'))].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out type);
        if (label.StartsWith("|len |flags| type|", StringComparison.Ordinal))
            return TakeAttribute(left);
        return !label.StartsWith("|  extra header", StringComparison.Ordinal) && !label.StartsWith("|      data", StringComparison.Ordinal)
            || TakeBytes(left);
    }

    /// <summary><c>00011|--|00001|</c>, each of the three between the marks of its colour.</summary>
    private bool TakeAttribute(ReadOnlySpan<char> fields)
    {
        Span<char> plain = stackalloc char[16];
        var used = 0;
        for (var i = 0; i < fields.Length && used < plain.Length; i++)
        {
            if (fields[i] == '\e')
                i += Math.Max(0, fields[i..].IndexOf('m'));
            else
                plain[used++] = fields[i];
        }
        if (used < 14 || plain[5] != '|' || plain[8] != '|'
            || !ushort.TryParse(plain[..5], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            || !ushort.TryParse(plain[9..14], NumberStyles.None, CultureInfo.InvariantCulture, out var attribute))
        {
            return false;
        }
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(
            head[2..], (ushort)(attribute | (plain[6] == 'N' ? Nested : 0) | (plain[7] == 'B' ? NetworkOrder : 0)));
        payload.AddRange(head);
        return true;
    }

    /// <summary><c> 72 6f 75 74  |</c></summary>
    private bool TakeBytes(ReadOnlySpan<char> digits)
    {
        const int width = 3;
        for (var i = 0; i < sizeof(uint); i++)
        {
            if (digits.Length < (i + 1) * width
                || !byte.TryParse(
                    digits.Slice((i * width) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
                return false;
            payload.Add(value);
        }
        return true;
    }

    /// <summary>
    /// Ends the message that was read, if there was one. Before the begin of the batch nft asks what is there: that is not part of it.
    /// </summary>
    private bool TryFinish()
    {
        if (length == 0)
            return true;
        var whole = length == NetlinkMessage.HeaderLength + payload.Count;
        var counts = begun && !ended && type != BatchEnd;
        begun |= type == BatchBegin;
        ended |= type == BatchEnd;
        if (counts && (!whole || Flags(type) is not { } flags || !Add(flags)))
            return false;
        payload.Clear();
        length = 0;
        return true;
    }

    private bool Add(NetlinkFlags flags)
    {
        messages.Add(new NetlinkMessage(type, NetlinkFlags.Request | flags, payload.ToArray()));
        return true;
    }

    /// <summary>The drawing does not say them. Null: no message that a ruleset of ours makes.</summary>
    private static NetlinkFlags? Flags(ushort type) => type switch
    {
        NewTable or DeleteTable => 0,
        NewRule => NetlinkFlags.Create | NetlinkFlags.Append,
        NewChain or NewSet or NewElement or NewObject or NewFlowTable => NetlinkFlags.Create,
        _ => null,
    };
}
