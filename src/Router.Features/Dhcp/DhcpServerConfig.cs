using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Dhcp;

/// <summary><c>services dhcp INTERFACE</c>.</summary>
public sealed record DhcpServerConfig
{
    /// <summary>IPv4 addresses handed out, inside the interface's network.</summary>
    public required AddressRange Range { get; init; }

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Static leases by host name.</summary>
    public ValueMap<string, StaticLease> Leases { get; init; } = ValueMap<string, StaticLease>.Empty;
}
