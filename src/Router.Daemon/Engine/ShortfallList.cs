using Router.Core.Planning;
using Router.Documents;

namespace Router.Daemon.Engine;

/// <summary>What is missing of the running configuration; written by the engine's loop, read by everybody.</summary>
internal sealed class ShortfallList
{
    private volatile IReadOnlyList<Shortfall> all = [];

    /// <summary>False: no firewall is loaded, so only the way in for those who administer may run.</summary>
    public bool Guarded { get; set; } = true;

    /// <summary>A line each.</summary>
    public IReadOnlyList<string> Lines => [.. all.Select(shortfall => shortfall.ToString())];

    /// <summary>It is not known what others changed and what was never done.</summary>
    public bool IsWhole => all.Any(shortfall => shortfall.IsWhole);

    /// <summary>The lines of a plan that could not be taken.</summary>
    public IReadOnlySet<string> Steps => all.Select(shortfall => shortfall.Step).OfType<string>().ToHashSet();

    /// <summary>By service, the first reason of each.</summary>
    public IReadOnlyDictionary<string, string> Services =>
        all.Where(shortfall => shortfall.Step is not null)
            .GroupBy(shortfall => shortfall.Subject)
            .ToDictionary(group => group.Key, group => group.First().Reason);

    public void Clear() => all = [];

    /// <summary>Anew, with what of the document cannot be worked out here.</summary>
    public void Begin(IEnumerable<Problem> problems) =>
        all = [.. problems.Select(problem => new Shortfall(problem.Path, null, problem.Message))];

    public void Add(IEnumerable<Shortfall> more) => all = [.. all.Concat(more)];
}
