using System.Text.RegularExpressions;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Firewall.Sets;

/// <summary><c>firewall sets NAME</c>: addresses as they are written, those of a file, or of a list that somebody else keeps.</summary>
public sealed partial record AddressSet
{
    /// <summary>The folder of set files, beside the document: on a device in the state directory.</summary>
    public const string Folder = "sets";

    public static readonly AddressSet Empty = new();

    /// <summary>Of a file: what it held when the document was checked; empty before.</summary>
    public ValueList<AddressRange> Addresses { get; init; } = [];

    /// <summary>A name in <see cref="Folder"/>; null: the addresses stand in the document.</summary>
    public string? File { get; init; }

    /// <summary>
    /// A name in <c>services lists</c>; null: it holds no list. What that says is known to the device alone, and no part of the
    /// configuration.
    /// </summary>
    public string? List { get; init; }

    /// <summary>Of the file that <see cref="Addresses"/> were read from, see <see cref="SetFile.Digest"/>; null: none was read.</summary>
    public string? Digest { get; init; }

    internal static readonly MapShape<string, AddressSet> Map = new(
        Scalars.Text("name", "office", check: CarriedName.Check),
        new RecordShape<AddressSet>("address set", "Addresses, prefixes and ranges, or the file or list that has them.", () => new())
            .With("file", Scalars.Text("file name", "blocked.txt", check: CheckName), s => s.File, (s, v) => s with { File = v },
                "A file in the folder sets beside the document: an address, prefix or range a line, # or ; for remarks.")
            .With("list", Scalars.Text("list", "drop", check: CarriedName.Check), s => s.List, (s, v) => s with { List = v },
                "A list of services lists: its addresses come and go without a commit, and are kept over boots.")
            .OrList(
                new ListShape<AddressRange>(NetworkScalars.Range),
                items => new() { Addresses = items },
                s => s.File is null && s.List is null ? s.Addresses : null));

    /// <summary>Null: it can be the name of a set file.</summary>
    public static string? CheckName(string name) => NamePattern().IsMatch(name)
        ? null
        : "is no name of a set file: letters, digits, dots, dashes and _, 64 at most, not a dot first; it lies in the folder sets beside the document";

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
