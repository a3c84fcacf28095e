using FluentValidation;
using Router.Core.Config.Help;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.Values;

namespace Router.Core.Config.Validation;

/// <summary>What a document says of itself and of others, checked across all sections.</summary>
public static class ConfigValidator
{
    private const int Most = 100;

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
            return reading with { Problems = Bounded(reading.Problems) };
        var (problems, advice) = Validate(reading, around);
        return reading with { Problems = Bounded(Merge(reading, problems)), Advice = Bounded(Sorted(reading.Advice.Concat(advice))) };
    }

    /// <summary>Nobody reads more than the first hundred; the last line says how many there are.</summary>
    private static ValueList<Problem> Bounded(ValueList<Problem> problems) => problems.Count <= Most
        ? problems
        : [.. problems.Take(Most), new Problem("", $"and {problems.Count - Most} more", "mend these first")];

    private static ValueList<Problem> Merge(ConfigReading reading, ValueList<Problem> more)
    {
        if (reading.Problems.Count == 0)
            return more;
        var unread = reading.Problems.Select(p => p.Path).ToHashSet();
        return Sorted(reading.Problems.Concat(more.Where(p => !unread.Any(path => Follows(p.Path, path)))));
    }

    /// <summary>The problem is at the place that could not be read, or above it.</summary>
    private static bool Follows(string path, string unread) =>
        unread.StartsWith(path, StringComparison.Ordinal) && (unread.Length == path.Length || unread[path.Length] == ' ');

    private static (ValueList<Problem> Problems, ValueList<Problem> Advice) Validate(ConfigReading reading, Surroundings around)
    {
        var subject = new ValidationSubject(reading.Config, around);
        List<Problem> problems = [], advice = [];
        foreach (var section in RouterModel.Validators)
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
        .OrderBy(p => p.Line).ThenBy(p => p.Column)
        .ToValueList();
}
