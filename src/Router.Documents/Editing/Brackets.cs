using Router.Documents.Shapes;
using Router.Documents.Yaml;
using Router.Documents.Yaml.Reading;

namespace Router.Documents.Editing;

/// <summary>
/// The values of a list in brackets, as words of a line: <c>[a, b]</c>, <c>[ a b ]</c>, or one word in quotes, as shells want it.
/// </summary>
internal static class Brackets
{
    public static bool Are(IReadOnlyList<string> words) => words.Count > 0 && words[0].StartsWith('[') && words[^1].EndsWith(']');

    /// <summary>A word with blanks was in quotes: in a line of several words it is a value.</summary>
    public static IReadOnlyList<string> Values(IReadOnlyList<string> words, IScalarShape item) =>
        words is [var only] ? OfOneWord(only, item) : OfWords(words);

    private static List<string> OfWords(IReadOnlyList<string> words)
    {
        List<string> values = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i][(i == 0 ? 1 : 0)..(i == words.Count - 1 ? ^1 : ^0)];
            if (word.Contains(' ', StringComparison.Ordinal))
                values.Add(word.TrimEnd(','));
            else
                values.AddRange(word.Split(',', StringSplitOptions.RemoveEmptyEntries));
        }
        return values;
    }

    /// <summary>YAML as it stands; a value with blanks that cannot be one is several.</summary>
    private static List<string> OfOneWord(string word, IScalarShape item)
    {
        var read = YamlReader.Read($"list: {word}\n", []) is YamlMap map ? (map.Find("list")?.Value as YamlSequence)?.Items : null;
        IEnumerable<string> values = read is not null && read.All(node => node is YamlScalar)
            ? read.Select(node => ((YamlScalar)node).Value)
            : word[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. values.SelectMany(value => item.Check(value) is null ? [value] : value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        ];
    }
}
