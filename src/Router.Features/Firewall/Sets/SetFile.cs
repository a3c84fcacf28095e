using System.Security.Cryptography;
using System.Text;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Firewall.Sets;

/// <summary>
/// What a set file lists: an address, prefix or range a line; empty lines and what follows <c>#</c> or <c>;</c> say nothing, nor the mark
/// that editors put in front of UTF-8. Problems are at most a hundred: the first ones, and one with the count of the rest.
/// </summary>
public sealed record SetFile(ValueList<AddressRange> Addresses, ValueList<Problem> Problems)
{
    /// <summary>Of a file; what is longer is refused unread.</summary>
    public const int MaximumBytes = 16 << 20;

    private const int MostProblems = 99;
    private const int DigestDigits = 16;

    /// <summary>Never throws on bytes. <paramref name="place"/> is the file as people name it.</summary>
    public static SetFile Read(ReadOnlySpan<byte> utf8, string path, string place)
    {
        if (utf8.Length > MaximumBytes)
            return new(
                [],
                [new Problem(path, $"the set file has more than {MaximumBytes:N0} bytes", "join addresses to prefixes") { File = place }]);
        if (utf8.StartsWith(Utf16Little) || utf8.StartsWith(Utf16Big))
            return new([], [new Problem(path, "the set file is UTF-16", "save it as UTF-8", 1, 1) { File = place }]);
        var lines = new Lines(path, place);
        var number = 0;
        foreach (var range in utf8.Split((byte)'\n'))
            lines.Take(utf8[range], ++number);
        return lines.Done();
    }

    /// <summary>16 hexadecimal digits of the content's SHA-256.</summary>
    public static string Digest(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8))[..DigestDigits];

    private static ReadOnlySpan<byte> Utf16Little => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> Utf16Big => [0xFE, 0xFF];

    /// <summary>Also in the middle, where lists were put behind each other.</summary>
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private sealed class Lines(string path, string place)
    {
        private readonly List<AddressRange> addresses = [];
        private readonly List<Problem> problems = [];
        private int wrong;

        public void Take(ReadOnlySpan<byte> line, int number)
        {
            var from = line.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            var said = line.IndexOfAny((byte)'#', (byte)';') is >= 0 and var remark ? line[from..Math.Max(from, remark)] : line[from..];
            var word = said.Trim(" \t\r"u8);
            if (word.IsEmpty)
                return;
            var text = Encoding.UTF8.GetString(word);
            if (NetworkScalars.Range.TryParse(text, out var range) is not { } problem)
                addresses.Add(range);
            else if (++wrong <= MostProblems)
                problems.Add(
                    new Problem(path, $"{Words.Shown(text)} {problem}", Hint(text), number, line.IndexOf(word) + 1) { File = place });
        }

        /// <summary>The first word, where it is one and something follows.</summary>
        private static string Hint(string text) =>
            text.IndexOfAny([' ', '\t', ',']) is > 0 and var end && NetworkScalars.Range.TryParse(text[..end], out _) is null
                ? $"one a line: put # in front of what follows {text[..end]}"
                : "mend the line, or put # in front";

        public SetFile Done()
        {
            if (wrong > MostProblems)
                problems.Add(
                    new Problem(path, $"and {wrong - MostProblems} lines more, {wrong} in all",
                    "is it a list of addresses?", problems[^1].Line, 1)
                    { File = place });
            return new([.. addresses], [.. problems]);
        }
    }
}
