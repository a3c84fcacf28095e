using System.Text;
using Router.Core.Shapes;
using Router.Core.Values;

namespace Router.Features.Lists;

/// <summary>
/// Addresses, prefixes and ranges of both families, one a line; <c>#</c>, <c>;</c> and <c>//</c> begin remarks, also behind an address, as
/// Spamhaus' DROP has them. Ranges that overlap or touch are joined.
/// </summary>
public sealed class AddressList : ListContent
{
    /// <summary>Ranges that a set may have: some 50 MB of the kernel's memory for IPv4.</summary>
    public const int Most = 1_000_000;

    public static readonly AddressList Empty = new();

    public AddressBlocks Blocks { get; private init; } = AddressBlocks.Empty;

    public override int Count => Blocks.Count;

    public override (string One, string Many) Noun => ("address", "addresses");

    public override bool NamesTheSame(ListContent other) => other is AddressList addresses && Blocks.Equals(addresses.Blocks);

    public override IEnumerable<string> ToLines() =>
        Blocks.Of(ipv6: false).Concat(Blocks.Of(ipv6: true)).Select(NetworkScalars.FormatRange);

    /// <summary>Never throws on bytes.</summary>
    public static AddressList Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var blocks = new AddressBlocks.Builder();
        var (number, lines, wrong, firstWrong) = (0, 0, 0, 0);
        foreach (var range in bytes.Split((byte)'\n'))
        {
            number++;
            var word = AddressLine.Word(bytes[range]);
            if (word.IsEmpty)
                continue;
            lines++;
            if (!AddressLine.TryAdd(word, blocks) && ++wrong == 1)
                firstWrong = number;
        }
        return new()
        {
            Blocks = blocks.Build(),
            Format = lines > wrong ? ListFormat.Addresses : ListFormat.None,
            Lines = lines,
            Wrong = wrong,
            FirstWrong = firstWrong,
        };
    }
}
