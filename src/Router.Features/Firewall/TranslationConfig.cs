using System.Net;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary><c>firewall nat source NAME</c>: what leaves to a zone gets this address, or one of these.</summary>
public sealed record SourceNatConfig
{
    public required string To { get; init; }

    /// <summary>Whose packets; none: everybody's.</summary>
    public ValueList<AddressMatch> Source { get; init; } = [];

    public AddressRange Address { get; init; }

    internal static readonly MapShape<string, SourceNatConfig> Map = new(
        NameScalars.Label("name", "mail"),
        new RecordShape<SourceNatConfig>("source NAT", "What leaves to a zone gets a given address.", () => new() { To = "" })
            .With("to", ZoneShape.Zone, s => s.To, (s, v) => s with { To = v }, "The zone that packets leave to.", required: true)
            .With("source", FirewallShape.Matches, s => s.Source, (s, v) => s with { Source = v }, "Whose packets; without it everybody's.")
            .WithValue("address", NetworkScalars.Range, s => s.Address, (s, v) => s with { Address = v },
                "The address they get, or a range to choose from.", required: true));
}

/// <summary><c>firewall nat masquerade-options ZONE</c>: what of it is masqueraded, and how.</summary>
public sealed record MasqueradeConfig
{
    /// <summary>Whose packets; none: everybody's.</summary>
    public ValueList<AddressMatch> Source { get; init; } = [];

    /// <summary>What goes there; none: what goes anywhere.</summary>
    public ValueList<AddressMatch> Destination { get; init; } = [];

    /// <summary>Of TCP and UDP: the ports that they get; null: their own, where it is free.</summary>
    public PortRange? Ports { get; init; }

    /// <summary>Ports are chosen by chance.</summary>
    public bool Random { get; init; }

    /// <summary>A host that the link has several addresses for always gets the same one.</summary>
    public bool Persistent { get; init; }

    internal static readonly MapShape<string, MasqueradeConfig> Map = new(
        ZoneShape.Zone,
        new RecordShape<MasqueradeConfig>("masquerade options", "What of a zone is masqueraded, and how.", () => new())
            .With("source", FirewallShape.Matches, m => m.Source, (m, v) => m with { Source = v },
                "Whose packets are masqueraded; without it everybody's.")
            .With("destination", FirewallShape.Matches, m => m.Destination, (m, v) => m with { Destination = v },
                "Where packets go that are masqueraded; without it anywhere.")
            .WithValue("ports", FirewallScalars.Ports, m => m.Ports, (m, v) => m with { Ports = v },
                "The ports that TCP and UDP get outside; without it their own, where it is free.")
            .WithValue("random", Scalars.Switch, m => m.Random, (m, v) => m with { Random = v }, "Ports are chosen by chance.")
            .WithValue("persistent", Scalars.Switch, m => m.Persistent, (m, v) => m with { Persistent = v },
                "All connections of a host get the same address, where the choice is between several."));
}

/// <summary>
/// <c>firewall nat prefixes NAME</c>: hosts of <see cref="Inner"/> have the address of the same number in <see cref="Outer"/> outside
/// (prefix translation of IPv6, as RFC 6296 has it, but with the state of connection tracking and so without its checksums).
/// </summary>
public sealed record PrefixNatConfig
{
    public required string Zone { get; init; }

    public IPNetwork Inner { get; init; }

    public IPNetwork Outer { get; init; }

    internal static readonly MapShape<string, PrefixNatConfig> Map = new(
        NameScalars.Label("name", "lan"),
        new RecordShape<PrefixNatConfig>("prefix NAT", "A prefix of IPv6 has another one outside, host by host.", () => new() { Zone = "" })
            .With("zone", ZoneShape.Zone, p => p.Zone, (p, v) => p with { Zone = v }, "The zone outside.", required: true)
            .WithValue("inner", NetworkScalars.Prefix, p => p.Inner, (p, v) => p with { Inner = v }, "The prefix of the hosts.",
                required: true)
            .WithValue("outer", NetworkScalars.Prefix, p => p.Outer, (p, v) => p with { Outer = v },
                "The prefix that is known outside; as long as the inner one.", required: true));
}

/// <summary>
/// <c>firewall nat destination NAME</c> and <c>one-to-one NAME</c>: what comes from a zone for <see cref="Outer"/> goes to
/// <see cref="Inner"/>; with one-to-one the other way round as well.
/// </summary>
public sealed record AddressNatConfig
{
    public required string Zone { get; init; }

    public required IPAddress Outer { get; init; }

    public required IPAddress Inner { get; init; }

    internal static MapShape<string, AddressNatConfig> Map(string typeName, string help) => new(
        NameScalars.Label("name", "server"),
        new RecordShape<AddressNatConfig>(typeName, help, () => new() { Zone = "", Outer = IPAddress.None, Inner = IPAddress.None })
            .With("zone", ZoneShape.Zone, a => a.Zone, (a, v) => a with { Zone = v }, "The zone outside.", required: true)
            .With(
                "outer", NetworkScalars.Address, a => a.Outer, (a, v) => a with { Outer = v },
                "The address that is known outside.", required: true)
            .With(
                "inner", NetworkScalars.Address, a => a.Inner, (a, v) => a with { Inner = v }, "The host's own address.", required: true));
}
