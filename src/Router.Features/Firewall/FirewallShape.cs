using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Shapes;
using Router.Features.Firewall.Sets;

namespace Router.Features.Firewall;

internal static class FirewallShape
{
    internal static readonly ListShape<AddressMatch> Matches = new(NetworkScalars.Match);

    internal static readonly ListShape<ServiceMatch> Services = new(ServiceShape.Shape);

    private const int MostConnections = 65_535, SmallestSegment = 536, LargestSegment = 65_495;

    /// <summary>The kernel cuts longer ones.</summary>
    private static readonly ScalarShape<string> Prefix = NameScalars.Label("prefix", "children");

    private static readonly ListShape<PortRange> Ports = new(FirewallScalars.Ports);

    private static readonly RecordShape<RuleConfig> Rule = new RecordShape<RuleConfig>(
            "rule", "What is not given matches everything.", () => new() { Name = "" })
        .With("name", NameScalars.Label("name", "ssh from the office"), r => r.Name, (r, v) => r with { Name = v },
            "Unique among the rules; paths and counters use it.", required: true)
        .With("from", ZoneShape.ZoneOrRouter, r => r.From, (r, v) => r with { From = v }, "The zone that the packet comes from.")
        .With("to", ZoneShape.ZoneOrRouter, r => r.To, (r, v) => r with { To = v },
            "The zone that the packet goes to; router is the device itself.")
        .With("source", Matches, r => r.Source, (r, v) => r with { Source = v },
            "Addresses that the packet comes from, @SET, or lan::80: that host of an interface, whatever its prefix is.")
        .With("destination", Matches, r => r.Destination, (r, v) => r with { Destination = v },
            "Addresses that the packet goes to, @SET, or lan::80: that host of an interface, whatever its prefix is.")
        .With("service", Services, r => r.Service, (r, v) => r with { Service = v },
            "Services, tcp/PORT, udp/PORT-PORT, icmp/TYPE, icmpv6/TYPE, protocol/NUMBER, or @SET.")
        .With("source-port", Ports, r => r.SourcePorts, (r, v) => r with { SourcePorts = v },
            "Ports of TCP and UDP that the packet comes from.")
        .With("mac", new ListShape<string>(NetworkScalars.Mac), r => r.Mac, (r, v) => r with { Mac = v },
            "Hardware addresses that the packet comes from; of hosts on the router's own networks.")
        .WithValue("time", FirewallScalars.Time, r => r.Time, (r, v) => r with { Time = v },
            "The time of day when the rule matches, in the router's time zone.")
        .With("days", new ListShape<DayOfWeek>(FirewallScalars.Day), r => r.Days, (r, v) => r with { Days = v },
            "The days when the rule matches; a night belongs to the day on which it begins.")
        .WithValue("action", FirewallScalars.Action, r => r.Action, (r, v) => r with { Action = v },
            "What happens to a packet that matches.")
        .WithValue("connections", Scalars.Number(1, MostConnections, example: "20"), r => r.Connections,
            (r, v) => r with { Connections = v }, "The rule matches while its source has at most so many connections at once by it.")
        .WithValue("limit", FirewallScalars.Limit, r => r.Limit, (r, v) => r with { Limit = v }, "The rule matches only so often.")
        .WithValue("limit-per", FirewallScalars.Scope, r => r.LimitPer, (r, v) => r with { LimitPer = v }, "Whose packets share the limit.")
        .WithValue("count", Scalars.Switch, r => r.Count, (r, v) => r with { Count = v },
            "Its packets are counted under its name and the count outlives changes of the rest; a rule without may share its count with neighbours.")
        .WithValue("log", Scalars.Switch, r => r.Log, (r, v) => r with { Log = v }, "Each match writes a line to the log.")
        .With("log-prefix", Prefix, r => r.LogPrefix, (r, v) => r with { LogPrefix = v },
            "How the line in the log begins; without it with the rule's name.")
        .WithValue("log-limit", FirewallScalars.Limit, r => r.LogLimit, (r, v) => r with { LogLimit = v },
            "At most so many lines; the rule itself goes on.");

    private static readonly RecordShape<ForwardConfig> Forward = new RecordShape<ForwardConfig>(
            "port forward", "Connections from a zone to one of the router's addresses go to an inner host.",
            () => new() { From = "", Service = [], To = System.Net.IPAddress.None })
        .With("from", ZoneShape.Zone, f => f.From, (f, v) => f with { From = v }, "The zone that the connection comes from.",
            required: true)
        .With("service", Services, f => f.Service, (f, v) => f with { Service = v }, "What is forwarded.", required: true)
        .With("to", NetworkScalars.Address, f => f.To, (f, v) => f with { To = v }, "The inner host.", required: true)
        .WithValue("to-port", NetworkScalars.Port, f => f.ToPort, (f, v) => f with { ToPort = v }, "The inner port; without it the same.")
        .With("source", Matches, f => f.Source, (f, v) => f with { Source = v },
            "Whom it is for: addresses, or @SET; without it everybody. Those with a source come first.")
        .WithValue("log", Scalars.Switch, f => f.Log, (f, v) => f with { Log = v }, "Each connection writes a line to the log.")
        .With("log-prefix", Prefix, f => f.LogPrefix, (f, v) => f with { LogPrefix = v },
            "How the line in the log begins; without it with the forward's name.")
        .WithValue("log-limit", FirewallScalars.Limit, f => f.LogLimit, (f, v) => f with { LogLimit = v },
            "At most so many lines; the forward itself goes on.");

    private static readonly RecordShape<NatConfig> Nat = new RecordShape<NatConfig>("nat", "Address translation.", () => new())
        .With("masquerade", ZoneShape.Zones, n => n.Masquerade, (n, v) => n with { Masquerade = v },
            "Zones: what leaves there gets the interface's own address.")
        .With("masquerade-options", MasqueradeConfig.Map, n => n.MasqueradeOptions, (n, v) => n with { MasqueradeOptions = v },
            "By zones that are masqueraded: for whom, and with which ports.")
        .With("forwards", new MapShape<string, ForwardConfig>(NameScalars.Label("name", "web"), Forward), n => n.Forwards,
            (n, v) => n with { Forwards = v }, "Port forwards by name; what they forward needs no policy.")
        .With("source", SourceNatConfig.Map, n => n.Source, (n, v) => n with { Source = v },
            "What leaves gets a given address; the first that matches counts, before masquerading.")
        .With("destination", AddressNatConfig.Map("destination NAT", "A whole address goes to an inner host."), n => n.Destination,
            (n, v) => n with { Destination = v }, "Whole addresses that go to an inner host; needs no policy.")
        .With("one-to-one", AddressNatConfig.Map("1:1 NAT", "A host with an address outside, both ways."), n => n.OneToOne,
            (n, v) => n with { OneToOne = v }, "Hosts with an address outside, both ways; needs no policy.")
        .With("prefixes", PrefixNatConfig.Map, n => n.Prefixes, (n, v) => n with { Prefixes = v },
            "Prefixes of IPv6 that have another one outside, host by host; policies decide about what comes in.");

    public static readonly RecordShape<FirewallConfig> Shape = new RecordShape<FirewallConfig>(
            "firewall", "What no rule and no policy names is dropped.", () => new())
        .With("sets", AddressSet.Map, f => f.Sets, (f, v) => f with { Sets = v }, "Named address sets, @NAME in rules.")
        .With("services", new MapShape<string, ValueList<ServiceMatch>>(Scalars.Text("name", "tv", check: CarriedName.Check), Services),
            f => f.Services, (f, v) => f with { Services = v }, "Named services, @NAME wherever a service is.")
        .With("policies", new MapShape<ZonePair, PolicyConfig>(FirewallScalars.Pair, PolicyShape.Shape), f => f.Policies,
            (f, v) => f with { Policies = v }, "FROM -> TO: a verdict, or the services that are accepted.")
        .With("rules", new ListShape<RuleConfig>(Rule, "name"), f => f.Rules, (f, v) => f with { Rules = v },
            "In order; the first match wins, before the policies.")
        .With("nat", Nat, f => f.Nat, (f, v) => f with { Nat = v }, "Address translation.")
        .With("marks", MarkConfig.List, f => f.Marks, (f, v) => f with { Marks = v }, "Numbers on packets, for routing rules.")
        .With("mss", new MapShape<string, int>(ZoneShape.Zone, Scalars.Number(SmallestSegment, LargestSegment, "bytes", "1440")),
            f => f.Mss, (f, v) => f with { Mss = v },
            "By zone: segments of TCP to it and from it are at most so large; without it as large as their route takes.")
        .With("helpers", new ListShape<ConntrackHelper>(ConntrackHelper.Shape), f => f.Helpers, (f, v) => f with { Helpers = v },
            "Protocols whose data connections are to pass with their control connection.")
        .WithValue("fast-path", FastPaths.Shape, f => f.FastPath, (f, v) => f with { FastPath = v },
            "The way of established connections, since version 2; none without it.")
        .WithValue("offload", Scalars.Switch, f => f.Offload, (f, v) => f with { Offload = v },
            "What version 1 has in place of fast-path: established connections take a short way past the rules.");
}
