using System.Text;

namespace Router.Features.Lists;

/// <summary>
/// What a list says, in whichever of the usual forms; lines of several forms may stand beside each other. Names are in lower case.
/// </summary>
public sealed class DomainList : ListContent
{
    public static readonly DomainList Empty = new();

    public IReadOnlySet<string> Domains { get; private init; } = new HashSet<string>();

    /// <summary>Named by the list itself as not meant (<c>@@||cdn.example^</c>).</summary>
    public IReadOnlySet<string> Exceptions { get; private init; } = new HashSet<string>();

    public override int Count => Domains.Count;

    public override (string One, string Many) Noun => ("domain", "domains");

    public override bool NamesTheSame(ListContent other) =>
        other is DomainList list && Domains.SetEquals(list.Domains) && Exceptions.SetEquals(list.Exceptions);

    public override IEnumerable<string> ToLines() => Domains.Order(StringComparer.Ordinal)
        .Concat(Exceptions.Order(StringComparer.Ordinal).Select(domain => $"@@||{domain}^"));

    /// <summary>Never throws on bytes; what is no UTF-8 is a wrong line.</summary>
    public static DomainList Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader();
        var number = 0;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        Span<char> buffer = new char[LineRules.Longest];
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var line = bytes[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
                continue;
            if (line.Length > LineRules.Longest || !TryAscii(line, buffer))
                reader.Take(LineRules.IsRemark((char)line[0]) ? LineKind.Remark : LineKind.Wrong, number);
            else
                reader.Take(LineRules.Read(buffer[..line.Length], reader), number);
        }
        return reader.Result();
    }

    private static bool TryAscii(ReadOnlySpan<byte> line, Span<char> buffer)
    {
        if (!Ascii.IsValid(line))
            return false;
        Encoding.ASCII.GetChars(line, buffer);
        return true;
    }

    /// <summary>Counts lines and gathers names.</summary>
    internal sealed class Reader
    {
        private readonly HashSet<string> domains = [], exceptions = [];
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> byDomain, byException;
        private readonly int[] formats = new int[Enum.GetValues<ListFormat>().Length];
        private int lines, others, wrong, firstWrong;

        public Reader()
        {
            byDomain = domains.GetAlternateLookup<ReadOnlySpan<char>>();
            byException = exceptions.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        /// <summary>In lower case.</summary>
        public void Add(ReadOnlySpan<char> domain, bool isException) => (isException ? byException : byDomain).Add(domain);

        public void Saw(ListFormat format) => formats[(int)format]++;

        public void Take(LineKind kind, int number)
        {
            if (kind == LineKind.Remark)
                return;
            lines++;
            if (kind == LineKind.Other)
                others++;
            else if (kind == LineKind.Wrong && ++wrong == 1)
                firstWrong = number;
        }

        public DomainList Result() => new()
        {
            Domains = domains,
            Exceptions = exceptions,
            Format = (ListFormat)Array.IndexOf(formats, formats.Max()),
            Lines = lines,
            Others = others,
            Wrong = wrong,
            FirstWrong = firstWrong,
        };
    }
}

/// <summary>What became of a line.</summary>
internal enum LineKind
{
    Remark,
    Name,
    Other,
    Wrong,
}
