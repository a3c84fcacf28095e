namespace Router.Documents.Yaml;

/// <summary>Entries of lists that go by a name.</summary>
internal static class EntryNames
{
    /// <summary>The value of <paramref name="nameKey"/> in <paramref name="item"/>; null: it has none.</summary>
    public static string? Of(YamlNode item, string nameKey) => ((item as YamlMap)?.Find(nameKey)?.Value as YamlScalar)?.Value;
}
