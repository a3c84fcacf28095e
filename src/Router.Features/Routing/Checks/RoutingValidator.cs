using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Checks;
using Router.Features.Validation;

namespace Router.Features.Routing.Checks;

/// <summary>Tables have numbers of their own, and rules name tables and interfaces that are there.</summary>
internal sealed class RoutingValidator : SectionValidator
{
    public RoutingValidator()
    {
        Check(Tables);
        Check(Vrfs);
        Check(Rules);
    }

    private static void Tables(ValidationSubject subject, Findings findings)
    {
        var numbers = new Dictionary<int, string>();
        foreach (var (name, table) in subject.Config.Routing.Tables)
        {
            string[] path = ["routing", "tables", name];
            if (name == RoutingConfig.MainTable)
                findings.Refuse(path, "main is the table of routes", "put its routes there, or choose another name");
            if (!numbers.TryAdd(table.Id, name))
                findings.Refuse([.. path, "id"], $"{numbers[table.Id]} is table {table.Id} already", "choose another number");
            if (subject.Config.Routing.Rules.All(rule => rule.Table != name))
                findings.Advise(path, "no rule asks this table", "add a rule, or delete the table");
        }
    }

    private static void Vrfs(ValidationSubject subject, Findings findings)
    {
        var (interfaces, routing) = (subject.Config.Interfaces, subject.Config.Routing);
        var numbers = routing.Tables.GroupBy(t => t.Value.Id).ToDictionary(t => t.Key, t => t.First().Key);
        foreach (var (name, vrf) in routing.Vrfs)
        {
            string[] path = ["routing", "vrfs", name];
            if (!numbers.TryAdd(vrf.Id, name))
                findings.Refuse([.. path, "id"], $"{numbers[vrf.Id]} is table {vrf.Id} already", "choose another number");
            if (LinkNames.Owner(subject, name) is { } owner)
                findings.Refuse(path, $"{name} is {owner} already", "a VRF makes a link of its own name: choose another");
            if (interfaces.Values.All(i => i.Vrf != name) && subject.Config.Mesh.Values.All(m => m.Vrf != name))
                findings.Advise(path, "nothing is in it", $"add vrf: {name} to an interface or mesh, or delete it");
        }
        foreach (var (name, config) in interfaces)
            Member(subject, findings, name, config);
    }

    private static void Member(ValidationSubject subject, Findings findings, string name, InterfaceConfig config)
    {
        string[] path = ["interfaces", name, "vrf"];
        if (config.Vrf is not { } vrf)
            return;
        if (!subject.Config.Routing.Vrfs.ContainsKey(vrf))
            findings.Unknown(path, "VRF", vrf, subject.Config.Routing.Vrfs.Keys);
        else if (config.Loopback)
            findings.Refuse(path, "the kernel's loopback is in no VRF", "make a dummy interface for its addresses");
        else if (subject.Config.Interfaces.FirstOrDefault(i => i.Value.Members.Any(
            m => m.Kind == DeviceReferenceKind.Name && m.Value == name)).Key is { } owner)
            findings.Refuse(path, $"is a port of {owner}, whose VRF counts", "delete vrf");
        else if (config.Dhcp || config.Ipv6 is not null)
            findings.Refuse(
                path,
                "what a DHCP server or router outside gives would go into the main table",
                "give it addresses, and routes in the VRF");
    }

    private static void Rules(ValidationSubject subject, Findings findings)
    {
        var interfaces = subject.Config.Interfaces;
        foreach (var rule in subject.Config.Routing.Rules)
        {
            string[] path = ["routing", "rules", rule.Name];
            Target(subject, findings, path, rule);
            if (rule.From is { } from && !interfaces.ContainsKey(from))
                findings.Unknown([.. path, "from"], "interface", from, interfaces.Keys);
            foreach (var service in rule.Service.Where(service => service.Protocols.Any(protocol => protocol.Type is not null)))
                findings.Refuse(
                    [.. path, "service", service.Name], "routing rules tell no types of ICMP apart",
                    "icmp is all of it; or mark the packets");
            if (rule.Mark is 0)
                findings.Refuse([.. path, "mark"], "0 is no mark", "choose a number from 1");
            else if (rule.Mark is { } mark && subject.Config.Firewall.Marks.All(m => m.Mark != mark))
                findings.Refuse([.. path, "mark"], $"nothing gives the mark {mark}", "add it to firewall marks");
        }
    }

    /// <summary>A table or an uplink, which is there.</summary>
    private static void Target(ValidationSubject subject, Findings findings, string[] path, RoutingRuleConfig rule)
    {
        var (tables, uplinks) = (subject.Config.Routing.Tables, subject.Config.Routing.Uplinks);
        if (rule.Table is null && rule.Uplink is null)
            findings.Refuse(path, "says neither table nor uplink", "add table or uplink: where its packets go");
        else if (rule.Table is not null && rule.Uplink is not null)
            findings.Refuse([.. path, "uplink"], "the rule names a table already", "delete uplink or table");
        if (rule.Table is { } table && table != RoutingConfig.MainTable && !tables.ContainsKey(table))
            findings.Unknown([.. path, "table"], "routing table", table, tables.Keys.Append(RoutingConfig.MainTable));
        if (rule.Uplink is { } uplink && !uplinks.ContainsKey(uplink))
            findings.Unknown([.. path, "uplink"], "uplink", uplink, uplinks.Keys);
        if (rule is { Source: { } source, Destination: { } destination }
            && source.BaseAddress.AddressFamily != destination.BaseAddress.AddressFamily)
            findings.Refuse(
                [.. path, "destination"], $"{destination} is of the other family than {source}", "both are IPv4 or both IPv6");
    }
}
