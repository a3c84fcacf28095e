namespace Router.Documents.Shapes;

/// <summary>Keys that people bring along from other products, with the keys that may say it here, the likeliest first.</summary>
public sealed class ForeignKeys(IReadOnlyDictionary<string, string[]> keys)
{
    public static readonly ForeignKeys None = new(new Dictionary<string, string[]>());

    /// <summary>Null: not one of <paramref name="known"/> says what <paramref name="word"/> says elsewhere.</summary>
    public string? Meant(string word, IReadOnlyList<string> known) =>
        keys.TryGetValue(word, out var here) ? here.FirstOrDefault(known.Contains) : null;
}
