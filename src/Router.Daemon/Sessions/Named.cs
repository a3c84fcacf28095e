using Router.Core.Config.Shapes;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>Things that a request names.</summary>
internal static class Named
{
    /// <summary>Does nothing when it is there.</summary>
    /// <exception cref="NotFoundException">It is not: with the nearest name that is, or <paramref name="hint"/>.</exception>
    public static void Check(string what, string name, IEnumerable<string> known, string hint)
    {
        var names = known as IReadOnlyCollection<string> ?? [.. known];
        if (!names.Contains(name))
            throw new NotFoundException($"there is no {what} {name}", Nearest.Find(name, names) is { } near ? $"did you mean {near}?" : hint);
    }
}
