using System.Net;
using Router.Core.Values;

namespace Router.Mesh;

/// <summary>One mesh as this device takes part in it.</summary>
public sealed record MeshSettings
{
    /// <summary>Our address on the underlay.</summary>
    public required IPAddress Nbma { get; init; }

    /// <summary>Our address on the overlay; its prefix is the mesh's network.</summary>
    public required InterfaceAddress Overlay { get; init; }

    /// <summary>How long others may keep what we register; renewed at a third. The wire holds whole seconds, 65,535 at most.</summary>
    public TimeSpan HoldingTime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Up to 8 characters, sent in clear as Cisco does; null: none. What comes with another key is dropped.</summary>
    public string? Authentication { get; init; }

    /// <summary>In order of preference; none: we are a hub.</summary>
    public ValueList<HubSettings> Hubs { get; init; } = [];

    /// <summary>Registrations ask the hub to refuse the same overlay address from elsewhere.</summary>
    public bool Unique { get; init; } = true;

    /// <summary>How many peers may register; more are refused with code 5.</summary>
    public int MaximumPeers { get; init; } = 100_000;
}

/// <summary>A hub: where it is on the underlay, and its overlay address where that is known beforehand.</summary>
public sealed record HubSettings(IPAddress Nbma, IPAddress? Overlay);
