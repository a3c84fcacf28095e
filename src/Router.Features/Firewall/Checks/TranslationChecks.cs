using System.Net;
using System.Net.Sockets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Firewall.Checks;

/// <summary>Source, destination and 1:1 NAT: zones that are there, one family each, an outer address for one host.</summary>
internal static class TranslationChecks
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        var nat = subject.Config.Firewall.Nat;
        foreach (var (name, source) in nat.Source)
            Source(subject, findings, ["firewall", "nat", "source", name], source);
        var outer = new Dictionary<(string Zone, IPAddress Outer), string>();
        Addresses(subject, findings, "one-to-one", nat.OneToOne, outer);
        Addresses(subject, findings, "destination", nat.Destination, outer);
    }

    private static void Source(ValidationSubject subject, Findings findings, string[] path, SourceNatConfig source)
    {
        subject.CheckZone(findings, [.. path, "to"], source.To, router: false);
        FirewallValidator.CheckSets(subject, findings, [.. path, "source"], source.Source);
        FirewallValidator.HostsOfInterfaces(subject, findings, [.. path, "source"], source.Source);
        if (source.Source.FirstOrDefault(s => s.Range is { } range && range.IsIPv6 != source.Address.IsIPv6) is { Range: { } wrong })
            findings.Refuse(
                [.. path, "address"], $"is of the other family than the source {NetworkScalars.FormatRange(wrong)}",
                "source and address are both IPv4 or both IPv6");
    }

    /// <summary>Addresses, sets and hosts of interfaces, of the family of what they are translated to.</summary>
    public static void Sources(
        ValidationSubject subject, Findings findings, string[] path, ValueList<AddressMatch> sources, bool ipv6, string target)
    {
        FirewallValidator.CheckSets(subject, findings, path, sources);
        FirewallValidator.HostsOfInterfaces(subject, findings, path, sources);
        foreach (var source in sources.Where(s => s.Range is { } range ? range.IsIPv6 != ipv6 : s.Suffix is not null && !ipv6))
            findings.Refuse(
                [.. path, NetworkScalars.FormatMatch(source)], $"is of the other family than {target}", "both are IPv4 or both IPv6");
    }

    public static void Options(ValidationSubject subject, Findings findings)
    {
        var nat = subject.Config.Firewall.Nat;
        foreach (var (zone, options) in nat.MasqueradeOptions)
        {
            string[] path = ["firewall", "nat", "masquerade-options", zone];
            if (!nat.Masquerade.Contains(zone))
                findings.Refuse(path, $"the zone {zone} is not masqueraded", $"add {zone} to masquerade, or delete its options");
            Sources(subject, findings, [.. path, "source"], options.Source, ipv6: false, "what is masqueraded, which is IPv4");
            Sources(subject, findings, [.. path, "destination"], options.Destination, ipv6: false, "what is masqueraded, which is IPv4");
        }
        foreach (var zone in subject.Config.Firewall.Mss.Keys)
            subject.CheckZone(findings, ["firewall", "mss", zone], zone, router: false);
    }

    public static void Prefixes(ValidationSubject subject, Findings findings)
    {
        var met = new List<(string Name, PrefixNatConfig Config)>();
        foreach (var (name, entry) in subject.Config.Firewall.Nat.Prefixes)
        {
            string[] path = ["firewall", "nat", "prefixes", name];
            subject.CheckZone(findings, [.. path, "zone"], entry.Zone, router: false);
            foreach (var (end, prefix) in new[] { ("inner", entry.Inner), ("outer", entry.Outer) })
            {
                if (prefix.BaseAddress.AddressFamily != AddressFamily.InterNetworkV6)
                    findings.Refuse(
                        [.. path, end], $"{prefix} is no prefix of IPv6", "IPv4 has source and one-to-one for this, host by host");
                if (met.Find(
                    other => other.Config.Zone == entry.Zone && Overlap(end == "inner" ? other.Config.Inner : other.Config.Outer, prefix))
                    is { Name: { } taken })
                    findings.Refuse([.. path, end], $"{taken} has some of {prefix} already", "a prefix has one other");
            }
            if (entry.Inner.PrefixLength != entry.Outer.PrefixLength)
                findings.Refuse(
                    [.. path, "outer"], $"{entry.Outer} is not as long as {entry.Inner}",
                    "hosts keep their number: make both of one length");
            met.Add((name, entry));
        }
    }

    private static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    private static void Addresses(
        ValidationSubject subject, Findings findings, string key, ValueMap<string, AddressNatConfig> all,
        Dictionary<(string Zone, IPAddress Outer), string> taken)
    {
        foreach (var (name, entry) in all)
        {
            string[] path = ["firewall", "nat", key, name];
            subject.CheckZone(findings, [.. path, "zone"], entry.Zone, router: false);
            if (entry.Outer.AddressFamily != entry.Inner.AddressFamily)
                findings.Refuse(
                    [.. path, "inner"], $"{entry.Inner} is of the other family than {entry.Outer}", "both are IPv4 or both IPv6");
            if (subject.IsOwn(entry.Inner))
                findings.Refuse([.. path, "inner"], $"{entry.Inner} is the router itself", "name an inner host");
            foreach (var (end, address) in new[] { ("inner", entry.Inner), ("outer", entry.Outer) })
            {
                if (subject.WrongHost(address) is { } wrong)
                    findings.Refuse([.. path, end], $"{address} {wrong}", "name the address of a host");
            }
            if (subject.NetworkOf(entry.Outer) is { } network && !subject.IsOwn(entry.Outer))
                findings.Advise(
                    [.. path, "outer"], $"{entry.Outer} is no address of {network.Interface}: nobody on its network will find it",
                    $"add it to interfaces {network.Interface} addresses");
            if (!taken.TryAdd((entry.Zone, entry.Outer), name))
                findings.Refuse(
                    [.. path, "outer"], $"{entry.Outer} belongs to {taken[(entry.Zone, entry.Outer)]} already", "an address is one host's");
        }
    }
}
