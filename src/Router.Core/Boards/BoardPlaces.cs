using Router.Documents;
using Router.Documents.Yaml;
using Router.Documents.Yaml.Reading;

namespace Router.Core.Boards;

/// <summary>Where something stands in the text of a <c>board.yaml</c>.</summary>
public sealed class BoardPlaces
{
    private readonly YamlNode? root;

    public BoardPlaces(ReadOnlyMemory<byte> utf8) =>
        root = YamlText.TryDecode(utf8.Span, out var text, out _) ? YamlReader.Read(text, []) : null;

    /// <summary>A problem with the place of the last word that is there.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">How to mend it.</param>
    /// <param name="words">Keys, and at the end an entry of a list or the value.</param>
    public Problem Problem(string message, string? hint, params string[] words)
    {
        var (line, column) = (1, 1);
        var node = root;
        foreach (var word in words)
        {
            node = Below(node, word, ref line, ref column);
            if (node is null)
                break;
        }
        return new Problem(string.Join(' ', words), message, hint, line, column);
    }

    private static YamlNode? Below(YamlNode? node, string word, ref int line, ref int column)
    {
        if (node is YamlMap map && map.Find(word) is { } entry)
        {
            (line, column) = (entry.Key.Line, entry.Key.Column);
            return entry.Value;
        }
        IEnumerable<YamlNode> values = node is YamlSequence list ? list.Items : node is null ? [] : [node];
        if (values.OfType<YamlScalar>().FirstOrDefault(item => item.Value == word) is not { } found)
            return null;
        (line, column) = (found.Line, found.Column);
        return found;
    }
}
