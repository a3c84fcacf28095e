using System.Net;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary><c>dnsmasq</c> of <c>dhcp</c> as far as it answers names, and the names themselves: <c>domain</c>, <c>cname</c> and
/// others.</summary>
internal sealed class DnsImport(ImportContext context)
{
    private static readonly string[] Path = ["services", "dns"];

    private Draft Draft => context.Draft;

    public void Run()
    {
        var sections = context.Sections("dhcp", "dnsmasq").ToList();
        if (sections.Count == 0)
            return;
        foreach (var section in sections.Skip(1))
            context.Rest(section, Fate.NotSayable, "there is one resolver");
        if (sections[0].Find("port") is { Value: "0" } port)
        {
            context.Say(port, Fate.Said, "no services dns");
            return;
        }
        Draft.Map([sections[0].Source], Path);
        Resolver(sections[0]);
        foreach (var line in context.NameServers.Concat(sections[0].All("server")))
            Array.ForEach(line.Words, word => Server(line, word));
        Names();
    }

    private void Resolver(UciSection section)
    {
        if (section.Find("domain") is { } domain)
            Draft.Set([domain.Source], domain.Value, [.. Path, "domain"]);
        // What it answers for alone is its domain: that of services dns is.
        if (section.Find("local") is { } local && local.Value.Trim('/') == section.Value("domain"))
            context.Say(local, Fate.Said, "services dns domain");
        if (section.Find("cachesize") is { } cache)
            Draft.Set([cache.Source], cache.Value, [.. Path, "cache"]);
        if (section.Find("rebind_protection") is { Switch: { } protects } protection)
            Draft.Set([protection.Source], protects ? "true" : "false", [.. Path, "rebind-protection"]);
        foreach (var line in section.All("rebind_domain"))
            Array.ForEach(line.Words, word => Draft.Add([line.Source], word.Trim('/'), [.. Path, "rebind-exceptions"]));
        foreach (var line in section.All("address"))
        {
            if (line.Value.Split('/') is ["", .. var domains, var address] && address.Length > 0)
                Array.ForEach(domains, name => Draft.Add([line.Source], address, [.. Path, "wildcards", name]));
        }
    }

    /// <summary>An address, or <c>/DOMAIN/ADDRESS</c>; without an address nobody is asked.</summary>
    private void Server(UciLine line, string word)
    {
        if (word.Split('/') is ["", .. var domains, var server])
        {
            foreach (var domain in domains.Where(domain => domain.Length > 0))
            {
                Draft.List([line.Source], [.. Path, "domains", domain]);
                if (server.Length > 0)
                    Draft.Add([line.Source], server, [.. Path, "domains", domain]);
            }
        }
        else if (IPAddress.TryParse(word, out _))
        {
            Draft.Add([line.Source], word, [.. Path, "upstream"]);
        }
    }

    private void Names()
    {
        foreach (var section in context.Sections("dhcp", "domain"))
        {
            if (section.Find("name") is { } name && section.Find("ip") is { } ip)
                Draft.Set([name.Source, ip.Source], ip.Value, [.. Path, "hosts", name.Value]);
        }
        foreach (var section in context.Sections("dhcp", "cname"))
        {
            if (section.Find("cname") is { } name && section.Find("target") is { } target)
                Draft.Set([name.Source, target.Source], target.Value, [.. Path, "aliases", name.Value]);
        }
    }
}
