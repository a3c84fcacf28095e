namespace Router.Mesh;

internal static class Deadline
{
    /// <summary>The earlier of two; null is never.</summary>
    public static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b : a;
}
