
namespace Router.Core.Planning;

/// <summary>
/// Something that was to be and is not, with the reason. <paramref name="Subject"/> is <c>network</c>, the name of a service, or the path
/// of what in the document could not be worked out; <paramref name="Step"/> the line of the plan that could not be taken, null where there
/// was none.
/// </summary>
public sealed record Shortfall(string Subject, string? Step, string Reason)
{
    /// <summary>Links, addresses, routes, kernel settings and the firewall.</summary>
    public const string Network = "network";

    /// <summary>Services as a whole.</summary>
    public const string AllServices = "services";

    /// <summary>It is about all of it, as when nobody could look at what is there: which steps are missing is not known.</summary>
    public bool IsWhole => Step is null && Subject is (Network or AllServices);

    /// <summary>A line for people.</summary>
    public override string ToString() => (Subject, Step) switch
    {
        (_, null) => $"{Subject}: {Reason}",
        (Network, _) => $"not applied: {Step} ({Reason})",
        ([not '@', ..], ['+', ' ', 's', ..]) => $"{Subject} does not run: {Reason}",
        _ => $"not applied: {Step} ({Reason})",
    };
}
