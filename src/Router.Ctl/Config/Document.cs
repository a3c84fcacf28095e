using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Ctl.Config;

/// <summary>A file read and validated: everything that is wrong with it, or what it says.</summary>
internal static class Document
{
    public static ConfigReading Read(string file, Terminal terminal, Surroundings? around = null) =>
        DocumentFile.Read(file, terminal, out var problem) is { } bytes
            ? ConfigValidator.Check(bytes, (around ?? Surroundings.None) with { SetFiles = SetFolder.Beside(file) })
            : new ConfigReading(new RouterConfig(), [problem], null);

    /// <exception cref="Failure">It has problems; the first of them are in the message.</exception>
    public static ConfigReading ReadGood(string file, Terminal terminal, Surroundings? around = null)
    {
        var reading = Read(file, terminal, around);
        return reading.Problems.Count == 0 ? reading : throw Failure.Input(Words(file, reading.Problems));
    }

    /// <summary>Of a document that is YAML, whatever else is wrong with it.</summary>
    /// <exception cref="Failure">It is none.</exception>
    public static ConfigDocument ReadText(string file, Terminal terminal)
    {
        var reading = DocumentFile.Read(file, terminal, out var problem) is { } bytes
            ? ConfigReader.Read(bytes)
            : new ConfigReading(new RouterConfig(), [problem], null);
        return reading.Document ?? throw Failure.Input(Words(file, reading.Problems));
    }

    /// <summary>The first problems of a file, a line each.</summary>
    public static string Words(string file, IReadOnlyCollection<Problem> problems)
    {
        var lines = problems.Take(10).Select(p => Printable.Line(p.ToString(file))).ToList();
        if (problems.Count > lines.Count)
            lines.Add($"and {problems.Count - lines.Count} problems more; see: routerctl config check {file}");
        return string.Join("\n", lines);
    }
}
