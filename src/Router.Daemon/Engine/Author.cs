namespace Router.Daemon.Engine;

/// <summary>
/// Who does something, and from where (<c>ssh 10.0.0.7</c>, <c>local</c>). <paramref name="Session"/>: which of the user's
/// connections; null: none of them.
/// </summary>
internal sealed record Author(string User, string Origin, string? Session = null)
{
    /// <summary>The daemon itself: boot, and commits that go back.</summary>
    public static readonly Author Daemon = new("routerd", "local");
}
