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
