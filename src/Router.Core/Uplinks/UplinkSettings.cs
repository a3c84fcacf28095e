using System.Net;
using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>An uplink as the document has it, on the link that it means here.</summary>
/// <param name="Name">The admin's.</param>
/// <param name="Link">The kernel's name of its interface.</param>
/// <param name="Number">Of its tables and marks; the same as long as its name is.</param>
public sealed record UplinkSettings(string Name, string Link, uint Number)
{
    public static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5), UsualHold = TimeSpan.FromSeconds(30);

    public const int UsualFailures = 3, UsualPriority = 1, BackupPriority = 100, UsualWeight = 1;

    /// <summary>At most one of each family; empty: as leases, advertisements and routes of the document tell.</summary>
    public ValueList<IPAddress> Gateways { get; init; } = [];

    /// <summary>One that answers is enough; empty: the line is good as long as it is up and has a gateway.</summary>
    public ValueList<ProbeTarget> Probes { get; init; } = [];

    public TimeSpan Interval { get; init; } = UsualInterval;

    /// <summary>So many rounds in a row without an answer, and the line is down.</summary>
    public int Failures { get; init; } = UsualFailures;

    /// <summary>A line that was lost has to answer for so long before it counts as good again.</summary>
    public TimeSpan Hold { get; init; } = UsualHold;

    /// <summary>Percent of lost probes; null: only <see cref="Failures"/> counts.</summary>
    public int? Loss { get; init; }

    /// <summary>On average; null: any.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The lower one goes first; equal ones share.</summary>
    public int Priority { get; init; } = UsualPriority;

    /// <summary>1 to 255.</summary>
    public int Weight { get; init; } = UsualWeight;

    /// <summary>
    /// Half of the interval: after a round without an answer the next one follows at once, so that three of them are over in two intervals
    /// and a half.
    /// </summary>
    public TimeSpan Patience => Interval / 2;

    /// <summary>They are judged by the same measure: what was measured so far counts.</summary>
    public bool MeasuresAs(UplinkSettings other) =>
        (Link, Interval, Failures, Hold, Loss, Delay) == (other.Link, other.Interval, other.Failures, other.Hold, other.Loss, other.Delay)
        && Probes.Equals(other.Probes);
}
