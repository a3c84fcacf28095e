using System.Globalization;

namespace Router.Ctl.Fleets;

/// <summary>How long ago something was, as people read it.</summary>
internal static class Age
{
    /// <summary><c>3d 4h</c>, <c>2h 5m</c>, <c>9m</c>, <c>12s</c>.</summary>
    public static string Of(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d {age.Hours}h"),
        { TotalHours: >= 1 } => $"{age.Hours}h {age.Minutes}m",
        { TotalMinutes: >= 1 } => $"{age.Minutes}m",
        _ => $"{Math.Max(0, age.Seconds)}s",
    };
}
