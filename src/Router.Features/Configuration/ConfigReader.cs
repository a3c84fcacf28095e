using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Yaml;

namespace Router.Features.Configuration;

/// <summary>
/// What came of reading a document. With problems, <paramref name="Config"/> holds what could be read all the same.
/// </summary>
public sealed record ConfigReading(RouterConfig Config, ValueList<Problem> Problems, ConfigDocument? Document)
{
    /// <summary>
    /// What is allowed but probably not meant; nothing is refused for it. Before validation: what a document of a newer schema has
    /// that is not known here.
    /// </summary>
    public ValueList<Problem> Advice { get; init; } = [];
}

/// <summary>Bytes of a document to the typed configuration, with every problem at once.</summary>
public static class ConfigReader
{
    /// <summary>Of a document; what is longer is refused unread.</summary>
    public const int MaximumBytes = YamlText.MaximumBytes;

    /// <summary>
    /// Never throws on bytes. <see cref="ConfigReading.Document"/> is null when the bytes are no YAML at all. Problems
    /// are sorted by line.
    /// </summary>
    public static ConfigReading Read(ReadOnlyMemory<byte> utf8) => Read(utf8, part: false);

    /// <summary>A part of a document: as <see cref="Read(ReadOnlyMemory{byte})"/>, but nothing is missed.</summary>
    public static ConfigReading ReadPart(ReadOnlyMemory<byte> utf8) => Read(utf8, part: true);

    internal static ConfigReading Read(string text) => Read(text, part: false);

    private static ConfigReading Read(ReadOnlyMemory<byte> utf8, bool part) =>
        YamlText.TryDecode(utf8.Span, out var text, out var problem) ? Read(text, part) : new(new RouterConfig(), [problem], null);

    private static ConfigReading Read(string text, bool part)
    {
        List<Problem> problems = [];
        return ConfigDocument.Read(RouterModel.Document, text, problems) is { } document
            ? Bind(document, problems, part)
            : new(new RouterConfig(), [.. problems], null);
    }

    internal static ConfigReading Bind(ConfigDocument document) => Bind(document, []);

    private static ConfigReading Bind(ConfigDocument document, List<Problem> problems, bool part = false)
    {
        List<Problem> advice = [];
        var config = document.Bind(RouterModel.Shape, problems, IsNewer(document) ? advice : null, part);
        problems.Sort((a, b) => (a.Line, a.Column).CompareTo((b.Line, b.Column)));
        return new(config is null ? new RouterConfig() : ServiceSets.Resolve(config), [.. problems], document) { Advice = [.. advice] };
    }

    /// <summary>It says that it is of a later schema than this one.</summary>
    public static bool IsNewer(ConfigDocument document) => ConfigMigration.VersionOf(document) > ConfigMigration.Newest;
}
