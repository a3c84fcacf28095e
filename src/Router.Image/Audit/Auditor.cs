using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Audit.Elf;
using Router.Image.Trees;

namespace Router.Image.Audit;

/// <summary>Looks at each file of a root tree, and holds what it finds against what the board lets pass.</summary>
/// <param name="exceptions">What passes.</param>
/// <param name="source">Of the image's packages.</param>
/// <param name="architecture">Of the image; null: nobody knows.</param>
internal sealed class Auditor(IEnumerable<AuditException> exceptions, string source, Architecture? architecture = null)
{
    private readonly List<AuditException> exceptions =
    [
        .. exceptions
            .Where(e => e.Source.Length == 0 || e.Source == source)
            .Where(e => architecture is null || e.Architecture.Length == 0 || e.Architecture == architecture.Name),
    ];
    private readonly HashSet<(string Path, Hardening Property)> used = [];
    private readonly List<Finding> violations = [], allowed = [];
    private readonly SortedDictionary<Hardening, Tally> tallies = [];

    public AuditReport Audit(IEnumerable<TreeEntry> tree)
    {
        foreach (var entry in tree)
        {
            foreach (var check in Checks(entry))
                Count(entry.Path, check);
        }
        return new AuditReport([.. tallies.Values], violations, allowed, [.. Idle()]);
    }

    private IEnumerable<Check> Checks(TreeEntry entry) => ElfReader.IsElf(entry.Content.Span)
        ? FileChecks.Of(entry).Concat(ElfChecks.Of(entry.Content.Span, architecture))
        : FileChecks.Of(entry);

    private void Count(string path, Check check)
    {
        var isAllowed = check.Verdict == Verdict.Bad && IsAllowed(path, check.Property);
        if (check.Verdict == Verdict.Bad)
            (isAllowed ? allowed : violations).Add(new Finding(path, check.Property, check.What));
        var tally = tallies.GetValueOrDefault(check.Property) ?? new Tally(check.Property, 0, 0, 0, 0, 0);
        tally = tally with { Files = tally.Files + 1 };
        tallies[check.Property] = check.Verdict switch
        {
            Verdict.Good => tally with { Good = tally.Good + 1 },
            Verdict.Bad when isAllowed => tally with { Allowed = tally.Allowed + 1 },
            Verdict.Bad => tally with { Bad = tally.Bad + 1 },
            _ => tally with { Unknown = tally.Unknown + 1 },
        };
    }

    /// <summary>All that match count as used: which of two comes first says nothing.</summary>
    private bool IsAllowed(string path, Hardening property)
    {
        var matching = exceptions.Where(e => e.Allow.Contains(property))
            .SelectMany(e => e.Path)
            .Where(pattern => PathPattern.IsMatch(pattern, path))
            .ToList();
        used.UnionWith(matching.Select(pattern => (pattern, property)));
        return matching.Count > 0;
    }

    private IEnumerable<string> Idle() =>
        from exception in exceptions
        from pattern in exception.Path
        from property in exception.Allow
        where !used.Contains((pattern, property))
        select $"audit: {pattern}: allow {HardeningWords.Of(property)}: no file needs it";
}
