using System.Net;
using Router.Core.Shapes;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Dns.Checks;

/// <summary>The resolver: whom it asks, the names that it knows, and those that do not exist for it.</summary>
internal sealed class DnsValidator : SectionValidator
{
    public DnsValidator()
    {
        Check(Upstream);
        Check(Encryption);
        Check(Signatures);
        Check(Domains);
        Check(HostNames.Check);
        Check(RecordNames.Check);
        Check(Blocking);
    }

    private static void Upstream(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        foreach (var server in dns.Upstream)
            Server(subject, findings, ["services", "dns", "upstream", $"{server}"], server.Address);
        if (dns.Upstream.Count == 0 && !dns.Dnssec && !subject.Config.Interfaces.Values.Any(i => i.LearnsIPv4 || i.Ipv6 is not null))
            findings.Advise(
                ["services", "dns"], "knows no server to ask: no upstream, and no interface with dhcp or pppoe", "add upstream");
    }

    /// <summary>Asked in clear beside others that are asked over TLS: half of the names would be seen on the way.</summary>
    private static void Encryption(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { IsEncrypted: true } dns)
            return;
        foreach (var server in dns.Upstream.Where(server => server.TlsName is null))
            findings.Refuse(
                ["services", "dns", "upstream", $"{server}"], "is asked in clear, where others are asked over TLS",
                "write tls:// in front of it and #NAME behind it, or delete it");
        var clock = subject.Config.System.Ntp;
        if (clock.Count > 0 && !clock.Any(NetworkScalars.IsAddress))
            findings.Advise(
                ["services", "dns", "upstream"],
                "certificates are good at their time only: a router whose clock has stopped finds no name, and so no time server by its name",
                "name one server of system ntp by its address");
    }

    private static void Signatures(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is { Dnssec: true } && subject.Config.System.Ntp.Count == 0)
            findings.Advise(
                ["services", "dns", "dnssec"],
                "signatures are good at their time only: a router whose clock has stopped finds no name that is signed", "add system ntp");
    }

    private static void Server(ValidationSubject subject, Findings findings, string[] path, IPAddress server)
    {
        if (subject.IsOwn(server) || IPAddress.IsLoopback(server))
            findings.Refuse(path, $"{server} is the router itself", "name servers elsewhere");
        else if (subject.WrongHost(server) is { } wrong)
            findings.Refuse(path, $"{server} {wrong}", "name the address of a server");
    }

    private static void Domains(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, servers) in dns.Domains)
        {
            string[] path = ["services", "dns", "domains", name];
            if (name.Equals(dns.Domain, StringComparison.OrdinalIgnoreCase))
                findings.Refuse(
                    path, "is the local domain, of which this router knows all names", "another domain, or no services dns domain");
            if (!seen.TryAdd(name, name))
                findings.Refuse(path, $"{seen[name]} is the same, capitals do not count", $"delete {name}");
            foreach (var server in servers)
                Server(subject, findings, [.. path, $"{server}"], server);
        }
        foreach (var domain in dns.RebindExceptions)
        {
            if (dns.RebindProtection == false)
                findings.Advise(
                    ["services", "dns", "rebind-exceptions", domain], "there is nothing that it would be an exception of",
                    "delete rebind-protection, or this");
        }
    }

    private static void Blocking(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        foreach (var list in dns.Block.Where(list => !subject.Config.Services.Lists.ContainsKey(list)))
            findings.Unknown(["services", "dns", "block", list], "list", list, subject.Config.Services.Lists.Keys);
        if (dns.Allow.Count > 0 && dns.Block.Count == 0)
            findings.Advise(["services", "dns", "allow"], "nothing is blocked that it would allow", "add block");
    }
}
