using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;
using Router.Features.Firewall.Sets;

namespace Router.Features.Firewall;

internal static class FirewallShape
{
    internal static readonly ListShape<AddressMatch> Matches = new(NetworkScalars.Match);

    internal static readonly ListShape<ServiceMatch> Services = new(ServiceShape.Shape);

    private static readonly RecordShape<RuleConfig> Rule = new RecordShape<RuleConfig>(
            "rule", "What is not given matches everything.", () => new() { Name = "" })
        .With("name", NameScalars.Label("name", "ssh from the office"), r => r.Name, (r, v) => r with { Name = v },
            "Unique among the rules; paths and counters use it.", required: true)
        .With("from", ZoneShape.ZoneOrRouter, r => r.From, (r, v) => r with { From = v }, "The zone that the packet comes from.")
        .With("to", ZoneShape.ZoneOrRouter, r => r.To, (r, v) => r with { To = v },
            "The zone that the packet goes to; router is the device itself.")
        .With("source", Matches, r => r.Source, (r, v) => r with { Source = v }, "Addresses that the packet comes from, or @SET.")
        .With("destination", Matches, r => r.Destination, (r, v) => r with { Destination = v },
            "Addresses that the packet goes to, or @SET.")
        .With("service", Services, r => r.Service, (r, v) => r with { Service = v }, "Services, or tcp/PORT, udp/PORT-PORT.")
        .WithValue("action", FirewallScalars.Action, r => r.Action, (r, v) => r with { Action = v },
            "What happens to a packet that matches.")
        .WithValue("limit", FirewallScalars.Limit, r => r.Limit, (r, v) => r with { Limit = v }, "The rule matches only so often.")
        .WithValue("limit-per", FirewallScalars.Scope, r => r.LimitPer, (r, v) => r with { LimitPer = v }, "Whose packets share the limit.")
        .WithValue("count", Scalars.Switch, r => r.Count, (r, v) => r with { Count = v },
            "Its packets are counted under its name and the count outlives changes of the rest; a rule without may share its count with neighbours.")
        .WithValue("log", Scalars.Switch, r => r.Log, (r, v) => r with { Log = v }, "Each match writes a line to the log.");

    private static readonly RecordShape<ForwardConfig> Forward = new RecordShape<ForwardConfig>(
            "port forward", "Connections from a zone to one of the router's addresses go to an inner host.",
            () => new() { From = "", Service = [], To = System.Net.IPAddress.None })
        .With("from", ZoneShape.Zone, f => f.From, (f, v) => f with { From = v }, "The zone that the connection comes from.",
            required: true)
        .With("service", Services, f => f.Service, (f, v) => f with { Service = v }, "What is forwarded.", required: true)
        .With("to", NetworkScalars.Address, f => f.To, (f, v) => f with { To = v }, "The inner host.", required: true)
        .WithValue("to-port", NetworkScalars.Port, f => f.ToPort, (f, v) => f with { ToPort = v }, "The inner port; without it the same.");

    private static readonly RecordShape<NatConfig> Nat = new RecordShape<NatConfig>("nat", "Address translation.", () => new())
        .With("masquerade", ZoneShape.Zones, n => n.Masquerade, (n, v) => n with { Masquerade = v },
            "Zones: what leaves there gets the interface's own address.")
        .With("forwards", new MapShape<string, ForwardConfig>(NameScalars.Label("name", "web"), Forward), n => n.Forwards,
            (n, v) => n with { Forwards = v }, "Port forwards by name; what they forward needs no policy.")
        .With("source", SourceNatConfig.Map, n => n.Source, (n, v) => n with { Source = v },
            "What leaves gets a given address; the first that matches counts, before masquerading.")
        .With("destination", AddressNatConfig.Map("destination NAT", "A whole address goes to an inner host."), n => n.Destination,
            (n, v) => n with { Destination = v }, "Whole addresses that go to an inner host; needs no policy.")
        .With("one-to-one", AddressNatConfig.Map("1:1 NAT", "A host with an address outside, both ways."), n => n.OneToOne,
            (n, v) => n with { OneToOne = v }, "Hosts with an address outside, both ways; needs no policy.");

    public static readonly RecordShape<FirewallConfig> Shape = new RecordShape<FirewallConfig>(
            "firewall", "What no rule and no policy names is dropped.", () => new())
        .With("sets", AddressSet.Map, f => f.Sets, (f, v) => f with { Sets = v }, "Named address sets, @NAME in rules.")
        .With("policies", new MapShape<ZonePair, PolicyConfig>(FirewallScalars.Pair, PolicyShape.Shape), f => f.Policies,
            (f, v) => f with { Policies = v }, "FROM -> TO: a verdict, or the services that are accepted.")
        .With("rules", new ListShape<RuleConfig>(Rule, "name"), f => f.Rules, (f, v) => f with { Rules = v },
            "In order; the first match wins, before the policies.")
        .With("nat", Nat, f => f.Nat, (f, v) => f with { Nat = v }, "Address translation.")
        .With("marks", MarkConfig.List, f => f.Marks, (f, v) => f with { Marks = v }, "Numbers on packets, for routing rules.")
        .With("helpers", new ListShape<ConntrackHelper>(ConntrackHelper.Shape), f => f.Helpers, (f, v) => f with { Helpers = v },
            "Protocols whose data connections are to pass with their control connection.")
        .WithValue("fast-path", FastPaths.Shape, f => f.FastPath, (f, v) => f with { FastPath = v },
            "The way of established connections, since version 2; none without it.")
        .WithValue("offload", Scalars.Switch, f => f.Offload, (f, v) => f with { Offload = v },
            "What version 1 has in place of fast-path: established connections take a short way past the rules.");
}
