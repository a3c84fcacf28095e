namespace Router.Daemon.Upgrades;

/// <summary>Something that a router can do, or a complaint of it.</summary>
/// <param name="Name">What it is about, the same before and after an upgrade: <c>service squid</c>.</param>
/// <param name="IsGood">It works.</param>
/// <param name="Why">Why not, for people; null: it works, or nobody knows.</param>
internal sealed record HealthFact(string Name, bool IsGood, string? Why = null);

/// <summary>What a new image has to be as good at as the old one was.</summary>
internal static class HealthGate
{
    /// <summary>What was good before and is not any more, or is wrong now and was not known before: each with its reason.</summary>
    /// <param name="before">Names of what was good, and of what was wrong, before the upgrade.</param>
    /// <param name="now">What there is to see now.</param>
    public static IReadOnlyList<string> Worse(Baseline before, IReadOnlyList<HealthFact> now)
    {
        var seen = now.Select(fact => fact.Name).ToHashSet();
        return
        [
            .. now.Where(fact => !fact.IsGood && !before.Wrong.Contains(fact.Name)).Select(Say),
            .. before.Good.Where(name => !seen.Contains(name)).Select(name => $"{name}: it is not there any more"),
        ];
    }

    private static string Say(HealthFact fact) => fact.Why is { } why ? $"{fact.Name}: {why}" : fact.Name;
}

/// <summary>What was good before an upgrade, and what was wrong already, by name.</summary>
internal sealed record Baseline(IReadOnlyList<string> Good, IReadOnlyList<string> Wrong)
{
    public static Baseline Of(IReadOnlyList<HealthFact> facts) => new(
        [.. facts.Where(fact => fact.IsGood).Select(fact => fact.Name)],
        [.. facts.Where(fact => !fact.IsGood).Select(fact => fact.Name)]);
}
