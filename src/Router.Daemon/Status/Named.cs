using Router.Daemon.Engine;
using Router.Documents.Shapes;

namespace Router.Daemon.Status;

/// <summary>Things that a request names.</summary>
internal static class Named
{
    /// <summary>Does nothing when neither what runs, nor what a commit that waits goes back to, names it.</summary>
    /// <param name="uses">The places of a document that name it.</param>
    /// <exception cref="RefusedException">It is in use: where.</exception>
    public static void CheckUnused(string what, string name, ConfigurationEngine engine, Func<CheckedDocument, IEnumerable<string>> uses)
    {
        IReadOnlyList<CheckedDocument> held = engine.Pending is { } pending
            ? [engine.Running.Content, pending.Before.Content]
            : [engine.Running.Content];
        var places = held.SelectMany(uses).Distinct().ToList();
        if (places.Count > 0)
            throw new RefusedException(
                $"the {what} {name} is in use: {string.Join("; ", places)}", "take it out of the configuration and commit that first");
    }

    /// <summary>Does nothing when it is there.</summary>
    /// <exception cref="NotFoundException">It is not: with the nearest name that is, or <paramref name="hint"/>.</exception>
    public static void Check(string what, string name, IEnumerable<string> known, string hint)
    {
        var names = known as IReadOnlyCollection<string> ?? [.. known];
        if (!names.Contains(name))
            throw new NotFoundException(
                $"there is no {what} {name}", Nearest.Find(name, names) is { } near ? $"did you mean {near}?" : hint);
    }
}
