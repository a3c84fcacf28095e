using System.Net;
using Router.Core.Uplinks;
using Router.Documents;

namespace Router.Features.Routing;

/// <summary><c>routing uplinks NAME</c>: a line to the outside, how it is watched, and when it is taken.</summary>
public sealed record UplinkConfig
{
    public required string Interface { get; init; }

    /// <summary>At most one of each family; empty: the default routes over the interface say it.</summary>
    public ValueList<IPAddress> Gateway { get; init; } = [];

    public ValueList<ProbeTarget> Probe { get; init; } = [];

    public TimeSpan? Interval { get; init; }

    public int? Failures { get; init; }

    public TimeSpan? Hold { get; init; }

    /// <summary>Percent.</summary>
    public int? Loss { get; init; }

    /// <summary>Milliseconds.</summary>
    public int? Delay { get; init; }

    /// <summary>Only for when none of those that are none is good.</summary>
    public bool Backup { get; init; }

    public int? Priority { get; init; }

    public int? Weight { get; init; }
}
