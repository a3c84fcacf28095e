using FluentValidation;
using Router.Core.Config.Help;
using Router.Core.Problems;
using Router.Core.Sections;
using Router.Core.Values;

namespace Router.Core.Config.Validation;

/// <summary>What a document says of itself and of others, checked across all sections.</summary>
public static class ConfigValidator
{
    /// <summary>
    /// Every problem at once, sorted by line where <paramref name="document"/> is given. What is not known (no board, no
    /// list of secrets) is not checked.
    /// </summary>
    public static ValueList<Problem> Validate(RouterConfig config, ConfigDocument? document, Surroundings around) =>
        Run(config, document, around, Severity.Error);

    /// <summary>What is allowed but probably not meant; nothing is refused for it.</summary>
    public static ValueList<Problem> Advise(RouterConfig config, ConfigDocument? document, Surroundings around) =>
        Run(config, document, around, Severity.Warning);

    /// <summary>
    /// Reads and validates. A value that could not be read is reported once: what follows from its absence is not.
    /// </summary>
    public static ConfigReading Check(ReadOnlyMemory<byte> utf8, Surroundings around)
    {
        var reading = ConfigReader.Read(utf8);
        return reading.Document is null
            ? reading
            : reading with { Problems = Merge(reading, Validate(reading.Config, reading.Document, around)) };
    }

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

    private static ValueList<Problem> Run(RouterConfig config, ConfigDocument? document, Surroundings around, Severity severity)
    {
        var subject = new ValidationSubject(config, around);
        List<Problem> problems = [];
        foreach (var section in RouterModel.Validators)
        {
            foreach (var failure in section.Validate(subject).Errors)
            {
                if (failure.Severity == severity && failure.CustomState is Finding finding)
                    problems.Add(finding.At(document));
            }
        }
        return Sorted(problems);
    }

    private static ValueList<Problem> Sorted(IEnumerable<Problem> problems) => problems
        .Distinct()
        .OrderBy(p => p.Line).ThenBy(p => p.Column)
        .ToValueList();
}
