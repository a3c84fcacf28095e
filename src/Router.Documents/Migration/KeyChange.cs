namespace Router.Documents.Migration;

/// <summary>
/// What one version of the schema calls otherwise than the one before: the key below <paramref name="Path"/>, and its values. A value
/// that is in no pair has no counterpart.
/// </summary>
public sealed record KeyChange(ValueList<string> Path, string Before, string After, ValueList<(string Before, string After)> Values)
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
