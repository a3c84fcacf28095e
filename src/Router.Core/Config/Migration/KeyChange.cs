using Router.Core.Values;

namespace Router.Core.Config.Migration;

/// <summary>
/// What one version of the schema calls otherwise than the one before: the key below <paramref name="Path"/>, and its values. A value
/// that is in no pair has no counterpart.
/// </summary>
internal sealed record KeyChange(ValueList<string> Path, string Before, string After, ValueList<(string Before, string After)> Values)
{
    public string Key(bool up) => up ? Before : After;

    public string OtherKey(bool up) => up ? After : Before;

    /// <summary>Null: the other version cannot say it.</summary>
    public string? OtherValue(string value, bool up)
    {
        foreach (var (before, after) in Values)
        {
            if ((up ? before : after) == value)
                return up ? after : before;
        }
        return null;
    }
}

/// <summary>The versions of the schema, each as what it changed.</summary>
internal static class SchemaHistory
{
    public const int First = 1;

    /// <summary>By the version that changed it, from 2 on.</summary>
    public static readonly IReadOnlyList<ValueList<KeyChange>> Changes =
    [
        // A switch became a choice, so that what cards can do by themselves has a word.
        [new(["firewall"], "offload", "fast-path", [("true", "software"), ("false", "none")])],
    ];

    public static int Newest => First + Changes.Count;
}
