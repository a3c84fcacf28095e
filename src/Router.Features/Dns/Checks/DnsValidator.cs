using System.Net;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Dns.Checks;

/// <summary>The resolver: whom it asks, and the names that it knows.</summary>
internal sealed class DnsValidator : SectionValidator
{
    public DnsValidator()
    {
        Check(Upstream);
        Check(HostNames.Check);
    }

    private static void Upstream(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        foreach (var server in dns.Upstream)
        {
            string[] path = ["services", "dns", "upstream", $"{server}"];
            if (subject.IsOwn(server) || IPAddress.IsLoopback(server))
                findings.Refuse(path, $"{server} is the router itself", "name servers elsewhere");
            else if (subject.WrongHost(server) is { } wrong)
                findings.Refuse(path, $"{server} {wrong}", "name the address of a server");
        }
        if (dns.Upstream.Count == 0 && !subject.Config.Interfaces.Values.Any(i => i.Dhcp || i.Ipv6 is not null))
            findings.Advise(["services", "dns"], "knows no server to ask: no upstream, and no interface with dhcp", "add upstream");
    }
}
