
namespace Router.Documents.Yaml.Reading;

/// <summary>What every part of the reader knows: the place in the text, the path to it, the problems so far, words met before.</summary>
internal sealed class YamlContext(string text, List<Problem> problems)
{
    /// <summary>The deepest path of the model has 7 steps.</summary>
    private const int MaximumDepth = 32;

    /// <summary>Longer words are hardly met twice.</summary>
    private const int LongestWord = 24;

    private readonly List<(string? Key, int Item)> path = [];
    private readonly string?[] words = new string?[1024];

    public YamlCursor Cursor { get; } = new(text);

    public void Enter(string key) => path.Add((key, 0));

    public void Enter(int item) => path.Add((null, item));

    public void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>A node starts here.</summary>
    public void CheckDepth(YamlPlace at)
    {
        if (path.Count > MaximumDepth)
            throw Broken(at, $"nested more than {MaximumDepth} deep", null);
    }

    /// <summary>Reading goes on behind it.</summary>
    public void Report(YamlPlace at, string message, string hint) => problems.Add(At(at, message, hint));

    public YamlTrouble Broken(YamlPlace at, string message, string? hint) => new(At(at, message, hint));

    public YamlTrouble NotYaml(YamlPlace at, string message, string hint) => Broken(at, $"not YAML: {message}", hint);

    /// <summary>The same object for words that come again and again: a big document says "zone" ten thousand times.</summary>
    public string Once(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > LongestWord)
            return word.ToString();
        var hash = (((word[0] * 31) + word[^1]) * 31) + (word[word.Length / 2] * 7) + word.Length;
        ref var slot = ref words[hash & (words.Length - 1)];
        return slot is not null && word.SequenceEqual(slot) ? slot : slot = word.ToString();
    }

    private Problem At(YamlPlace at, string message, string? hint) =>
        new(ConfigPath.Join(path.Select(step => step.Key ?? $"{step.Item}")), message, hint, at.Line, at.Column);
}
