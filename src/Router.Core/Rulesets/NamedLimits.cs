namespace Router.Core.Rulesets;

/// <summary>Limits of rules, which are objects and sets beside them.</summary>
public static class NamedLimits
{
    internal const string Prefix = "rule_";

    /// <summary>True: the ruleset has rules that match only so often.</summary>
    public static bool Any(string ruleset) =>
        ruleset.Contains($"\n  limit {Prefix}", StringComparison.Ordinal)
        || ruleset.Contains($"\n  set {Prefix}", StringComparison.Ordinal);
}
