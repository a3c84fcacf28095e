using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Firewall;
using Router.Features.Routes;

namespace Router.Features.Routing;

internal static class RoutingShape
{
    /// <summary>Tables 253 to 255 and 0 are the kernel's own.</summary>
    private const int FirstId = 1, LastId = 252;

    private static readonly ScalarShape<string> TableName = Scalars.Text("routing table", "isp2", check: CarriedName.Check);

    private static readonly RecordShape<RoutingTableConfig> Table = new RecordShape<RoutingTableConfig>(
            "routing table", "Routes for the packets that rules send here.", () => new())
        .WithValue("id", Scalars.Number(FirstId, LastId, example: "102"), t => t.Id, (t, v) => t with { Id = v },
            "The kernel's number of the table.", required: true)
        .With("routes", RouteShape.Map, t => t.Routes, (t, v) => t with { Routes = v }, "Routes by destination prefix.");

    private static readonly RecordShape<RoutingTableConfig> Vrf = new RecordShape<RoutingTableConfig>(
            "VRF", "A routing domain of its own: what its members send is routed by its routes alone.", () => new())
        .WithValue("id", Scalars.Number(FirstId, LastId, example: "102"), t => t.Id, (t, v) => t with { Id = v },
            "The kernel's number of its table.", required: true)
        .With("routes", RouteShape.Map, t => t.Routes, (t, v) => t with { Routes = v }, "Routes by destination prefix.");

    private static readonly RecordShape<RoutingRuleConfig> Rule = new RecordShape<RoutingRuleConfig>(
            "routing rule", "What is not given matches everything.", () => new() { Name = "" })
        .With("name", NameScalars.Label("name", "guests by the second line"), r => r.Name, (r, v) => r with { Name = v },
            "Unique among the rules.", required: true)
        .WithValue("source", NetworkScalars.Prefix, r => r.Source, (r, v) => r with { Source = v }, "The network that a packet comes from.")
        .With("from", ZoneShape.Interface, r => r.From, (r, v) => r with { From = v }, "The interface that a packet arrived on.")
        .WithValue("mark", Scalars.Metric, r => r.Mark, (r, v) => r with { Mark = v }, "The mark that firewall marks gave it.")
        .WithValue("destination", NetworkScalars.Prefix, r => r.Destination, (r, v) => r with { Destination = v },
            "The network that a packet goes to.")
        .With("service", FirewallShape.Services, r => r.Service, (r, v) => r with { Service = v },
            "Services that a packet goes to, or tcp/PORT, udp/PORT-PORT.")
        .With("table", TableName, r => r.Table, (r, v) => r with { Table = v }, "The table that is asked, or main.")
        .With("uplink", UplinkShape.Name, r => r.Uplink, (r, v) => r with { Uplink = v },
            "The uplink that is taken while it is good, in place of the default route; in place of table.");

    public static readonly RecordShape<RoutingConfig> Shape = new RecordShape<RoutingConfig>(
            "routing", "Tables of routes beside the main one, and which packets they are for.", () => new())
        .With("tables", new MapShape<string, RoutingTableConfig>(TableName, Table), r => r.Tables, (r, v) => r with { Tables = v },
            "Tables by name.")
        .With("vrfs", new MapShape<string, RoutingTableConfig>(ZoneShape.Vrf, Vrf), r => r.Vrfs, (r, v) => r with { Vrfs = v },
            "Routing domains by name; vrf of an interface or mesh puts it into one.")
        .With("uplinks", new MapShape<string, UplinkConfig>(UplinkShape.Name, UplinkShape.Shape), r => r.Uplinks,
            (r, v) => r with { Uplinks = v }, "Lines to the outside by name: watched, and chosen between.")
        .With("rules", new ListShape<RoutingRuleConfig>(Rule, "name"), r => r.Rules, (r, v) => r with { Rules = v },
            "In order; the main table comes last.");
}
