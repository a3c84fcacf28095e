using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary>One entry of <c>firewall marks</c>: a number on packets, by which <c>routing rules</c> choose their table.</summary>
public sealed record MarkConfig
{
    public required string Name { get; init; }

    /// <summary>Zone; null: any.</summary>
    public string? From { get; init; }

    public ValueList<AddressMatch> Source { get; init; } = [];

    public ValueList<AddressMatch> Destination { get; init; } = [];

    public ValueList<ServiceMatch> Service { get; init; } = [];

    public uint Mark { get; init; }

    internal static readonly ListShape<MarkConfig> List = new(
        new RecordShape<MarkConfig>("mark", "A number on packets; the last one that matches stays.", () => new() { Name = "" })
            .With("name", NameScalars.Label("name", "mail by the second line"), m => m.Name, (m, v) => m with { Name = v },
                "Unique among the marks.", required: true)
            .With("from", ZoneShape.Zone, m => m.From, (m, v) => m with { From = v }, "The zone that the packet comes from.")
            .With(
                "source", FirewallShape.Matches, m => m.Source, (m, v) => m with { Source = v },
                "Addresses that the packet comes from, or @SET.")
            .With("destination", FirewallShape.Matches, m => m.Destination, (m, v) => m with { Destination = v },
                "Addresses that the packet goes to, or @SET.")
            .With(
                "service", FirewallShape.Services, m => m.Service,
                (m, v) => m with { Service = v }, "Services, tcp/PORT, udp/PORT-PORT, icmp/TYPE, icmpv6/TYPE, protocol/NUMBER, or @SET.")
            .WithValue(
                "mark", Scalars.Metric, m => m.Mark, (m, v) => m with { Mark = v }, "From 1; routing rules name it.", required: true),
        "name");

    /// <summary>What it matches, as a rule.</summary>
    internal RuleConfig Match => new() { Name = Name, From = From, Source = Source, Destination = Destination, Service = Service };
}
