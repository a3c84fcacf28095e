using System.Net;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Dns.Checks;

/// <summary>
/// Names of hosts as the resolver sees them: capitals do not count (RFC 4343), and a name without a dot is the one with the domain behind
/// it as well.
/// </summary>
internal static class HostNames
{
    /// <summary>RFC 1035, section 2.3.4, as text.</summary>
    private const int LongestName = 253;

    public static void Check(ValidationSubject subject, Findings findings)
    {
        var names = new Known(subject, subject.Config.Services.Dns?.Domain);
        names.Own(findings, subject.Config.System.Hostname);
        foreach (var (host, address) in subject.Config.Services.Dns?.Hosts ?? ValueMap<string, IPAddress>.Empty)
            names.Record(findings, ["services", "dns", "hosts", host], host, address);
        foreach (var (name, server) in subject.Config.Services.Dhcp)
        {
            var leases = new Dictionary<string, string>();
            foreach (var (host, lease) in server.Leases)
                names.Lease(
                    findings, ["services", "dhcp", name, "leases", host], host, server.Settings.Domain, lease.Address, leases);
        }
        foreach (var (name, server) in subject.Config.Services.Dhcpv6)
        {
            var leases = new Dictionary<string, string>();
            foreach (var host in server.Leases.Keys)
                names.Lease(findings, ["services", "dhcpv6", name, "leases", host], host, null, null, leases);
        }
    }

    private sealed class Known(ValidationSubject subject, string? domain)
    {
        private readonly Dictionary<string, List<(string Written, IPAddress Address)>> records = [];
        private readonly Dictionary<(string Kind, string Name), string> served = [];
        private string own = "";

        public void Own(Findings findings, string host)
        {
            own = Full(host);
            Fits(findings, ["system", "hostname"], own);
        }

        public void Record(Findings findings, string[] path, string host, IPAddress address)
        {
            var name = Full(host);
            if (!Fits(findings, path, name))
                return;
            if (name == own && !subject.IsOwn(address))
                findings.Refuse(path, $"is the router's own name, and {address} is no address of it", "choose another name");
            if (!records.TryGetValue(name, out var there))
                records[name] = there = [];
            if (there.Find(r => r.Address.AddressFamily == address.AddressFamily).Written is { } twin)
                findings.Refuse(
                    path, $"is {twin} to the resolver, which does not look at capitals and adds the domain", "keep one of the two");
            there.Add((host, address));
        }

        /// <param name="findings">Takes what is wrong.</param>
        /// <param name="path">Of the lease.</param>
        /// <param name="host">Its name.</param>
        /// <param name="ofServer">The domain of the server's leases; null: that of all.</param>
        /// <param name="address">Null: a suffix, whose prefix nobody knows yet.</param>
        /// <param name="leases">Names that the server has already.</param>
        public void Lease(
            Findings findings, string[] path, string host, string? ofServer, IPAddress? address, Dictionary<string, string> leases)
        {
            var home = ofServer ?? domain;
            var name = Full(host, home);
            if (!Fits(findings, path, name))
                return;
            if (name == own)
                findings.Refuse(path, "is the router's own name", "choose another name");
            else if (!leases.TryAdd(name, host))
                findings.Refuse(
                    path, $"is {leases[name]} to the resolver, which does not look at capitals and adds the domain", "choose another name");
            else if (!served.TryAdd((path[1], name), path[2]))
                findings.Advise(
                    path, $"a host of {served[(path[1], name)]} has the name too: it is of the one that asked last",
                    "give each a name of its own");
            var elsewhere = records.GetValueOrDefault(name)
                ?.Find(r => r.Address.AddressFamily == address?.AddressFamily && !r.Address.Equals(address));
            if (elsewhere is { Written: not null } other)
                findings.Refuse(
                    path, $"services dns hosts says that {other.Written} is {other.Address}", "use the same address, or another name");
            if (Domain(host) is { } foreign && !foreign.Equals(home, StringComparison.OrdinalIgnoreCase))
                findings.Advise(
                    path, $"names of leases live in {home ?? "no domain"}: {foreign} is left out",
                    $"write {host[..host.IndexOf('.', StringComparison.Ordinal)]}");
        }

        private static string? Domain(string host) =>
            host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? host[(dot + 1)..] : null;

        private string Full(string host) => Full(host, domain);

        private static string Full(string host, string? domain) => DnsNames.Full(host, domain).ToLowerInvariant();

        private bool Fits(Findings findings, string[] path, string name)
        {
            if (name.Length > LongestName)
                findings.Refuse(
                    path, $"with the domain {domain} it is longer than the {LongestName} characters of a name", "choose a shorter one");
            return name.Length <= LongestName;
        }
    }
}
