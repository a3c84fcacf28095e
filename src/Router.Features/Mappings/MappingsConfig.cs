using Router.Core.Values;
using Router.Documents;

namespace Router.Features.Mappings;

/// <summary><c>services mappings</c>: hosts ask for ports of the outer address, each for itself.</summary>
public sealed record MappingsConfig
{
    /// <summary>Whose hosts may ask.</summary>
    public ValueList<string> Zones { get; init; } = [];

    /// <summary>The interface outside; null: the only one in a masqueraded zone.</summary>
    public string? Uplink { get; init; }

    /// <summary>PCP and NAT-PMP, which share a port.</summary>
    public bool Pcp { get; init; } = true;

    /// <summary>UPnP's Internet gateway device.</summary>
    public bool Upnp { get; init; }

    /// <summary>Outside and at the host.</summary>
    public PortRange Ports { get; init; } = new(1024, ushort.MaxValue);

    public int PerHost { get; init; } = 32;

    /// <summary>Of all hosts together.</summary>
    public int Total { get; init; } = 512;

    /// <summary>The longest; also that of a host which wants no end.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Who may ask; none: whoever is on a network of the zones' interfaces.</summary>
    public ValueList<AddressRange> Hosts { get; init; } = [];
}
