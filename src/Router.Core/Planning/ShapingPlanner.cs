using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>
/// Queues and redirections. A link that goes takes its own along, and a redirection to one that is gone drops everything: there they go
/// before, so that an undo brings them back; what is wanted comes behind the links.
/// </summary>
internal static class ShapingPlanner
{
    /// <param name="plan">The steps so far; those of links begin at <paramref name="links"/>.</param>
    /// <returns>What somebody else's queueing discipline keeps from being.</returns>
    public static IReadOnlyList<Waiting> Plan(DesiredState desired, ObservedState observed, List<Change> plan, int links)
    {
        if (desired.Shaping.Count == 0 && observed.Shaping.Count == 0)
            return [];
        var remade = plan.Skip(links).Select(Remade).OfType<string>().ToHashSet();
        var wanted = desired.Shaping.ToDictionary(shaping => shaping.Link);
        List<Change> first = [], queues = [], redirects = [];
        var left = new Dictionary<string, LinkShaping>();
        foreach (var there in observed.Shaping)
        {
            var want = wanted.GetValueOrDefault(there.Link);
            var goes = remade.Contains(there.Link);
            var redirectGoes = there.Redirect is { } to && (goes || want?.Redirect is null || remade.Contains(to));
            var queueGoes = there.Leaving is not null && (goes || want?.Leaving is null);
            if (redirectGoes)
                first.Insert(0, new Change.SetRedirect(there.Link, null, there.Redirect));
            if (queueGoes)
                first.Add(new Change.SetQueue(there.Link, null, there.Leaving));
            left[there.Link] = there with
            {
                Leaving = queueGoes ? null : there.Leaving,
                Redirect = redirectGoes ? null : there.Redirect,
                Foreign = goes ? null : there.Foreign,
            };
        }
        plan.InsertRange(links, first);
        var waiting = new List<Waiting>();
        foreach (var shaping in desired.Shaping)
        {
            var before = left.GetValueOrDefault(shaping.Link) ?? new LinkShaping(shaping.Link, null, null);
            if (shaping.Leaving is not null && before.Foreign is { } foreign)
                waiting.Add(new Waiting($"shaping of {shaping.Link}", $"somebody else's {foreign} is at its end, and stays"));
            else if (shaping.Leaving != before.Leaving)
                queues.Add(new Change.SetQueue(shaping.Link, shaping.Leaving, before.Leaving));
            if (shaping.Redirect != before.Redirect)
                redirects.Add(new Change.SetRedirect(shaping.Link, shaping.Redirect, before.Redirect));
        }
        plan.AddRange(queues);
        plan.AddRange(redirects);
        return waiting;
    }

    private static string? Remade(Change change) => change switch
    {
        Change.DeleteLink c => c.Name,
        Change.CreateLink c => c.Name,
        _ => null,
    };
}
