using Router.Core.Boards;

namespace Router.Image.Audit;

public enum Verdict
{
    Good,
    Bad,

    /// <summary>The file does not tell.</summary>
    Unknown,
}

/// <summary>What was found of one property in one file.</summary>
internal readonly record struct Check(Hardening Property, Verdict Verdict, string What);

/// <summary>A file that is not as it should be, and how.</summary>
public sealed record Finding(string Path, Hardening Property, string What)
{
    /// <summary><c>PATH: PROPERTY: WHAT</c>.</summary>
    public string ToText() => $"{Path}: {HardeningWords.Of(Property)}: {What}";
}
