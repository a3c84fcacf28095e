using Router.Core.State;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Daemon.Engine;

/// <summary>Documents on their way into the engine.</summary>
internal static class CheckedDocuments
{
    /// <summary>Forwards nothing, offers nothing.</summary>
    public static readonly RunningConfiguration EmptyConfiguration = new(
        new CheckedDocument(ConfigDocument.Empty, ConfigDocument.Empty.Reading.Config),
        null, Author.Daemon, DateTimeOffset.UnixEpoch, null);

    /// <exception cref="InvalidDocumentException">It has problems: all of them.</exception>
    public static CheckedDocument Check(ConfigReading read, Surroundings around)
    {
        var reading = ConfigValidator.Check(read, around);
        if (reading.Document is null || reading.Problems.Count > 0)
            throw new InvalidDocumentException(Summary(reading.Problems.Count), reading.Problems);
        return new CheckedDocument(reading.Document, reading.Config) { Advice = [.. reading.Advice.Select(Line)] };
    }

    /// <summary>
    /// As above; among the problems are those that only this machine can tell: ports that are not there. <paramref name="restored"/>:
    /// values that it shall have as they were once.
    /// </summary>
    /// <exception cref="InvalidDocumentException">It has problems: all of them.</exception>
    public static async Task<CheckedDocument> CheckAsync(
        ConfigReading read, KeptValues restored, IDevice device, CancellationToken stopping)
    {
        try
        {
            return Check(read, device.Around(restored)) with { Kept = restored };
        }
        catch (InvalidDocumentException refused) when (read.Document is { } document)
        {
            var known = refused.Problems.Select(problem => problem.Path).ToHashSet();
            var here = Locate(await device.PortProblemsAsync(read.Config, stopping), document)
                .Where(problem => !known.Contains(problem.Path));
            IReadOnlyList<Problem> all =
                [.. refused.Problems.Concat(here).OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];
            throw new InvalidDocumentException(Summary(all.Count), all);
        }
    }

    /// <summary>What the device is to be.</summary>
    /// <exception cref="InvalidDocumentException">It cannot be applied: a port or a secret is missing.</exception>
    public static async Task<DesiredState> BuildAsync(CheckedDocument content, IDevice device, CancellationToken stopping)
    {
        var built = await device.BuildAsync(content, stopping);
        return built.State ?? throw new InvalidDocumentException(
            "this configuration cannot be applied to this router; nothing was changed", Locate(built.Problems, content.Document));
    }

    /// <summary>Problems that know only their path, with the line where the document has it.</summary>
    public static IReadOnlyList<Problem> Locate(IReadOnlyList<Problem> problems, ConfigDocument document) =>
    [
        .. problems.Select(problem =>
        {
            if (problem.Line > 0 || problem.Path.Length == 0 || !ConfigPath.TrySplit(problem.Path, out var words))
                return problem;
            var (line, column) = document.Locate(words);
            return problem with { Line = line, Column = column };
        }),
    ];

    private static string Line(Problem problem) =>
        $"{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}{(problem.Hint is null ? "" : $" ({problem.Hint})")}";

    private static string Summary(int count) =>
        $"the configuration has {(count == 1 ? "a problem" : $"{count} problems")}; nothing was changed";
}
