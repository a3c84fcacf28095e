using Router.Core.Boards;

namespace Router.Image.Audit;

/// <summary>
/// How many files were looked at for one property; <paramref name="Bad"/> and <paramref name="Allowed"/> are not as it asks.
/// </summary>
public sealed record Tally(Hardening Property, int Files, int Good, int Bad, int Allowed, int Unknown);

/// <summary>
/// What an audit found. <paramref name="Allowed"/>: found as well, and the board lets it pass; <paramref name="Idle"/>: exceptions of
/// the board that nothing needs.
/// </summary>
public sealed record AuditReport(
    IReadOnlyList<Tally> Properties, IReadOnlyList<Finding> Violations, IReadOnlyList<Finding> Allowed, IReadOnlyList<string> Idle)
{
    /// <summary>Nothing stands against the image.</summary>
    public bool IsClean => Violations.Count == 0;
}
