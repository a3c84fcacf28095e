using Router.Core.Plans;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>
/// Static neighbours. A link that goes down, or under another master, loses its own: there they go before, so that an undo brings them
/// back, and come again behind.
/// </summary>
internal static class NeighbourPlanner
{
    /// <param name="plan">The steps so far; those of links begin at <paramref name="links"/>.</param>
    public static void Plan(DesiredState desired, ObservedState observed, List<Change> plan, int links)
    {
        if (desired.Neighbours.Count == 0 && observed.Neighbours.Count == 0)
            return;
        var shaken = plan.Skip(links).Select(Shaken).OfType<string>().ToHashSet();
        var wanted = desired.Neighbours.ToDictionary(neighbour => (neighbour.Link, neighbour.Address));
        var there = observed.Neighbours.ToDictionary(neighbour => (neighbour.Link, neighbour.Address));
        var gone = observed.Neighbours.Where(
            neighbour => shaken.Contains(neighbour.Link) || !wanted.ContainsKey((neighbour.Link, neighbour.Address))).ToList();
        plan.InsertRange(links, gone.Select(neighbour => new Change.RemoveNeighbour(neighbour)));
        foreach (var neighbour in desired.Neighbours)
        {
            var before = shaken.Contains(neighbour.Link) ? null : there.GetValueOrDefault((neighbour.Link, neighbour.Address));
            if (before != neighbour)
                plan.Add(new Change.SetNeighbour(neighbour, before));
        }
    }

    private static string? Shaken(Change change) => change switch
    {
        Change.SetUp c => c.Link,
        Change.SetMaster c => c.Link,
        Change.DeleteLink c => c.Name,
        Change.CreateLink c => c.Name,
        _ => null,
    };
}
