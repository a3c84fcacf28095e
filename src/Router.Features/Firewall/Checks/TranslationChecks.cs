using System.Net;
using Router.Core.Shapes;
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
        if (source.Source.FirstOrDefault(s => s.Range is { } range && range.IsIPv6 != source.Address.IsIPv6) is { Range: { } wrong })
            findings.Refuse(
                [.. path, "address"], $"is of the other family than the source {NetworkScalars.FormatRange(wrong)}",
                "source and address are both IPv4 or both IPv6");
    }

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
