using Router.Documents.Checks;
using Router.Features.Dnsmasq;
using Router.Features.Validation;

namespace Router.Features.Dns.Checks;

/// <summary>Aliases lead to names that the resolver knows, by no way around; records stand at names that can have them.</summary>
internal static class RecordNames
{
    private const string Aliases = "aliases";

    public static void Check(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        CheckAliases(subject, findings, dns);
        foreach (var (name, addresses) in dns.Wildcards)
        {
            if (addresses.Count == 0)
                findings.Refuse(["services", "dns", "wildcards", name], "has no address", "add one, or write services dns domains");
            foreach (var address in addresses)
            {
                if (subject.WrongHost(address) is { } wrong)
                    findings.Refuse(["services", "dns", "wildcards", name, $"{address}"], $"{address} {wrong}", "the address of a host");
            }
            if (name.Equals(dns.Domain, StringComparison.OrdinalIgnoreCase))
                findings.Advise(
                    ["services", "dns", "wildcards", name], "is the local domain: each wrong name in it becomes a right one",
                    "a domain below it");
        }
        foreach (var name in dns.Records.Srv.Keys.Where(name => name.Split('.') is not [['_', _, ..], ['_', _, ..], ..]))
            findings.Refuse(
                ["services", "dns", "records", "srv", name], "begins with no service and protocol", "for example _ldap._tcp.example.net");
        foreach (var (kind, empty) in Empty(dns.Records))
            findings.Refuse(["services", "dns", "records", kind, empty], "has no record", "add one, or delete it");
    }

    private static IEnumerable<(string Kind, string Name)> Empty(DnsRecords records) =>
        records.Txt.Where(r => r.Value.Count == 0).Select(r => ("txt", r.Key))
            .Concat(records.Mx.Where(r => r.Value.Count == 0).Select(r => ("mx", r.Key)))
            .Concat(records.Srv.Where(r => r.Value.Count == 0).Select(r => ("srv", r.Key)));

    private static void CheckAliases(ValidationSubject subject, Findings findings, DnsConfig dns)
    {
        string Name(string name) => DnsNames.Full(name, dns.Domain).ToLowerInvariant();
        var known = Known(subject, dns).Select(Name).ToHashSet();
        var aliases = new Dictionary<string, (string Written, string Host)>();
        foreach (var (alias, host) in dns.Aliases)
        {
            string[] path = ["services", "dns", Aliases, alias];
            if (DnsmasqWords.IsWord(alias) || DnsmasqWords.IsWord(Name(host)))
                findings.Refuse(path, "is a time to live to the resolver", "write the name with its domain");
            else if (known.Contains(Name(alias)))
                findings.Refuse(path, "has an address already", "a name is an alias or has addresses: choose another");
            else if (!aliases.TryAdd(Name(alias), (alias, Name(host))))
                findings.Refuse(
                    path, $"is {aliases[Name(alias)].Written} to the resolver, which does not look at capitals and adds the domain",
                    "keep one of the two");
        }
        foreach (var (alias, host) in dns.Aliases)
        {
            string[] path = ["services", "dns", Aliases, alias];
            if (IsCircle(aliases, Name(alias)))
                findings.Refuse(path, "leads back to itself", "an alias of a host");
            else if (!known.Contains(Name(host)) && !aliases.ContainsKey(Name(host)))
                Unknown(findings, path, dns, host, Name(host));
        }
    }

    /// <summary>A host of the domain may come with a lease; of others the resolver knows no address.</summary>
    private static void Unknown(Findings findings, string[] path, DnsConfig dns, string host, string name)
    {
        var isLocal = dns.Domain is { } domain
            ? name.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase)
            : !name.Contains('.', StringComparison.Ordinal);
        if (isLocal)
            findings.Advise(path, $"{host} is no host that is known: it holds while one has a lease by that name", "add it to hosts");
        else
            findings.Refuse(
                path, $"{host} is no name of this router's", "an alias of a host in hosts or of a lease; other names are not asked for it");
    }

    private static IEnumerable<string> Known(ValidationSubject subject, DnsConfig dns) => dns.Hosts.Keys
        .Concat(subject.Config.Services.Dhcp.Values.SelectMany(server => server.Leases.Keys.Select(
            host => DnsNames.Full(host, server.Settings.Domain ?? dns.Domain))))
        .Concat(subject.Config.Services.Dhcpv6.Values.SelectMany(server => server.Leases.Keys))
        .Append(subject.Config.System.Hostname);

    private static bool IsCircle(Dictionary<string, (string Written, string Host)> aliases, string name)
    {
        var seen = new HashSet<string>();
        for (var at = name; aliases.TryGetValue(at, out var next); at = next.Host)
        {
            if (!seen.Add(at))
                return true;
        }
        return false;
    }
}
