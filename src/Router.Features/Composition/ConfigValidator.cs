using FluentValidation;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Configuration;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>What a document says of itself and of others, checked across all sections.</summary>
public static class ConfigValidator
{
    /// <summary>
    /// Reads and validates. A value that could not be read is reported once: what follows from its absence is not.
    /// </summary>
    public static ConfigReading Check(ReadOnlyMemory<byte> utf8, Surroundings around) => Check(ConfigReader.Read(utf8), around);

    /// <summary>
    /// Every problem at once, sorted by line. What is not known of the surroundings (no board, no list of secrets) is not checked.
    /// </summary>
    public static ConfigReading Check(ConfigReading reading, Surroundings around)
    {
        if (reading.Document is null)
            return reading;
        IReadOnlyList<Problem> files = [];
        if (around.SetFiles is { } setFiles && SetFiles.Load(reading.Config, reading.Document, setFiles) is var loaded)
            (reading, files) = (reading with { Config = loaded.Config }, loaded.Problems);
        var (found, advice) = Validate(reading, around);
        var problems = files.Count == 0 ? found : Sorted(found.Concat(files));
        return reading with { Problems = Merge(reading, problems), Advice = Sorted(reading.Advice.Concat(advice)) };
    }

    private static ValueList<Problem> Merge(ConfigReading reading, ValueList<Problem> more)
    {
        if (reading.Problems.Count == 0)
            return more;
        var unread = reading.Problems.SelectMany(p => Places(p.Path)).ToHashSet();
        return Sorted(reading.Problems.Concat(more.Where(p => !unread.Contains(p.Path))));
    }

    /// <summary>The place that could not be read, and those above it: what is wrong there follows from it.</summary>
    private static IEnumerable<string> Places(string path)
    {
        yield return path;
        for (var at = path.LastIndexOf(' '); at > 0; at = path.LastIndexOf(' ', at - 1))
            yield return path[..at];
    }

    private static (ValueList<Problem> Problems, ValueList<Problem> Advice) Validate(ConfigReading reading, Surroundings around)
    {
        var subject = new ValidationSubject(reading.Config, around);
        List<Problem> problems = [], advice = [];
        foreach (var section in FeatureList.All.Checks)
        {
            foreach (var failure in section.Validate(subject).Errors)
            {
                if (failure.CustomState is Finding finding)
                    (failure.Severity == Severity.Error ? problems : advice).Add(finding.At(reading.Document));
            }
        }
        return (Sorted(problems), Sorted(advice));
    }

    private static ValueList<Problem> Sorted(IEnumerable<Problem> problems) => problems
        .Distinct()
        .OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)
        .ToValueList();
}
