using Router.Documents;
using Router.Documents.Editing;
using Router.Documents.Shapes;
using Router.Documents.Yaml;

namespace Router.Features.Configuration;

/// <summary>Documents that are to become a candidate, or a part of one.</summary>
public static class ConfigLoad
{
    /// <summary>The document as it is, whatever is wrong in it. Null with problems: it is no configuration at all.</summary>
    public static (ConfigDocument? Document, IReadOnlyList<Problem> Problems) Whole(ReadOnlyMemory<byte> utf8)
    {
        var reading = ConfigReader.Read(utf8);
        return reading.Document is { } document && NoConfiguration(document) is { } problem
            ? (null, [problem])
            : (reading.Document, [.. reading.Problems]);
    }

    /// <summary>
    /// What <paramref name="utf8"/> has, put into <paramref name="document"/>: values take the place of values, lists and maps grow. Its
    /// comments come along where there is none yet.
    /// </summary>
    public static (ConfigDocument? Document, IReadOnlyList<Problem> Problems) Merge(ConfigDocument document, ReadOnlyMemory<byte> utf8)
    {
        var part = ConfigReader.ReadPart(utf8);
        if (part.Document is null || part.Problems.Count > 0)
            return (null, [.. part.Problems]);
        if (NoConfiguration(part.Document) is { } problem)
            return (null, [problem]);
        var before = document;
        foreach (var command in ConfigDiff.Commands(ConfigDocument.Empty, part.Document))
        {
            ConfigPath.TrySplit(command, out var words);
            if (Fitting(document, words) is not { } fitting)
                continue;
            var edit = CommandLine.Apply(document, fitting[0], [.. fitting.Skip(1)]);
            if (edit.Document is null)
                return (null, [edit.Problem!.Value]);
            document = edit.Document;
        }
        return (RemarkMerge.Carry(ConfigDocument.Empty, part.Document, before, document).Document, []);
    }

    /// <summary>Commands, one a line, done one after the other; all or none.</summary>
    public static (ConfigDocument? Document, IReadOnlyList<Problem> Problems) Commands(ConfigDocument document, string text) =>
        CommandLine.ApplyAll(document, text);

    /// <summary>Nothing goes; an entry of an ordered list stays where it is, and a new one that would be first comes last.</summary>
    private static IReadOnlyList<string>? Fitting(ConfigDocument document, IReadOnlyList<string> words)
    {
        if (words[0] == "delete")
            return null;
        if (words[0] != "insert")
            return words;
        var relative = words[^2] is "before" or "after";
        if (document.Has([.. words.Skip(1).SkipLast(relative ? 2 : 1)]))
            return null;
        return words[^1] == "first" && !relative ? [.. words.SkipLast(1), "last"] : words;
    }

    private static Problem? NoConfiguration(ConfigDocument document)
    {
        if (document.Root is YamlMap { Entries.Count: 0 })
            return new Problem("", "is empty", "delete what is to go, or load a document");
        if (document.Root is not YamlMap map)
            return new Problem(
                "", "is no configuration: keys such as system, interfaces and firewall belong here",
                "a document begins with version: 1", 1, 1);
        return map.Entries.Any(entry => RouterModel.Shape is IRecordShape shape && shape.Find(entry.Key.Value) is not null)
            ? null
            : new Problem(
                "", "is no configuration: not one of its keys is known",
                "a document has version, system, interfaces, firewall and so on", 1, 1);
    }
}
