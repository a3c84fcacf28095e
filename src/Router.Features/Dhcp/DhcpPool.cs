using Router.Core.Values;

namespace Router.Features.Dhcp;

/// <summary>Addresses handed out beside those of the server's own range.</summary>
public sealed record DhcpPool
{
    public required AddressRange Range { get; init; }

    /// <summary>Null: the server's.</summary>
    public TimeSpan? LeaseTime { get; init; }

    /// <summary>Only hosts of this class get one, and they get theirs here first.</summary>
    public string? Class { get; init; }
}
