using System.Globalization;
using System.Text;
using Router.Image.Apk;

namespace Router.Image.Trees;

/// <summary>A node as <c>unsquashfs -pf</c> lists it; the content of a file is a part of the data behind the list.</summary>
internal sealed record PseudoNode(string Path, NodeKind Kind, int Mode, uint User, uint Group, string Target, long Offset, long Length);

/// <summary>
/// The list of <c>unsquashfs -pf</c>, a line a node: <c>NAME TYPE TIME MODE USER GROUP</c> and what the type wants, <c>NAME L FIRST</c>
/// for another name of a file, <c>NAME x ATTRIBUTE=VALUE</c> from version 4.6 on.
/// </summary>
internal static class PseudoFile
{
    /// <summary>The line that ends the list; one more follows before the data.</summary>
    public const string End = "# START OF DATA - DO NOT MODIFY";

    /// <summary>In the order of their data.</summary>
    /// <exception cref="FormatException">A line is none that unsquashfs writes.</exception>
    public static IReadOnlyList<PseudoNode> Parse(IEnumerable<string> lines)
    {
        var nodes = new Dictionary<string, PseudoNode>();
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (Node(line, nodes) is { } node)
                nodes[node.Path] = node;
        }
        return [.. nodes.Values.OrderBy(node => node.Offset).ThenBy(node => node.Path, StringComparer.Ordinal)];
    }

    private static PseudoNode? Node(string line, Dictionary<string, PseudoNode> known)
    {
        try
        {
            var rest = line.AsSpan();
            var path = Path(ref rest);
            var type = Word(ref rest);
            return type switch
            {
                "x" => null,
                "L" => known[Path(ref rest)] with { Path = path },
                _ => Node(path, Kind(type), ref rest),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or KeyNotFoundException)
        {
            throw new FormatException($"no line of unsquashfs: {line}", e);
        }
    }

    private static PseudoNode Node(string path, NodeKind kind, ref ReadOnlySpan<char> rest)
    {
        Word(ref rest); // the time
        var mode = Convert.ToInt32(Word(ref rest), 8);
        var user = uint.Parse(Word(ref rest), CultureInfo.InvariantCulture);
        var group = uint.Parse(Word(ref rest), CultureInfo.InvariantCulture);
        var node = new PseudoNode(path, kind, mode, user, group, "", 0, 0);
        if (kind == NodeKind.SymbolicLink)
            return node with { Target = rest.ToString() };
        if (kind != NodeKind.File)
            return node;
        var length = long.Parse(Word(ref rest), NumberStyles.None, CultureInfo.InvariantCulture);
        return node with { Length = length, Offset = long.Parse(Word(ref rest), NumberStyles.None, CultureInfo.InvariantCulture) };
    }

    private static NodeKind Kind(string type) => type switch
    {
        "D" => NodeKind.Directory,
        "R" => NodeKind.File,
        "S" => NodeKind.SymbolicLink,
        "C" => NodeKind.CharacterDevice,
        "B" => NodeKind.BlockDevice,
        "I" => NodeKind.Fifo,
        _ => throw new FormatException(type),
    };

    private static string Path(ref ReadOnlySpan<char> rest) => Word(ref rest) is var name && name == "/" ? name : $"/{name}";

    /// <summary>Up to the next blank; a backslash takes the character behind it as it is.</summary>
    private static string Word(ref ReadOnlySpan<char> rest)
    {
        var word = new StringBuilder();
        var end = 0;
        for (; end < rest.Length && rest[end] != ' '; end++)
        {
            if (rest[end] == '\\' && end + 1 < rest.Length)
                end++;
            word.Append(rest[end]);
        }
        rest = rest[Math.Min(end + 1, rest.Length)..];
        return word.ToString();
    }
}
