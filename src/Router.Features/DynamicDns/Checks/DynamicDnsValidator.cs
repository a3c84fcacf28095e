using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.DynamicDns.Checks;

/// <summary>Names that follow an address: an interface that there is, and what their provider wants to know.</summary>
internal sealed class DynamicDnsValidator : SectionValidator
{
    public DynamicDnsValidator() => Check((subject, findings) =>
    {
        foreach (var (name, config) in subject.Config.Services.DynamicDns)
            CheckName(subject, findings, ["services", "dynamic-dns", name], config);
    });

    private static void CheckName(ValidationSubject subject, Findings findings, string[] path, DynamicDnsConfig config)
    {
        if (!path[^1].Contains('.', StringComparison.Ordinal))
            findings.Refuse(path, "is no name of the Internet", "the whole name: home.example.net");
        if (config.Interface is { } over && !subject.Config.Interfaces.ContainsKey(over))
            findings.Unknown([.. path, "interface"], "interface", over, subject.Config.Interfaces.Keys);
        var provider = DnsProviders.Word(config.Provider);
        if (config.Provider == DnsProvider.Dyndns2 && config.Server is null)
            findings.Refuse(path, "names no server that it is told", "add server: members.dyndns.org, or another provider");
        if (config.Provider != DnsProvider.Dyndns2 && config.Server is not null)
            findings.Refuse([.. path, "server"], $"{provider} has servers of its own", "leave it out, or write provider: dyndns2");
        if (DnsProviders.IsToken(config.Provider) && config.User is not null)
            findings.Refuse([.. path, "user"], $"{provider} knows its users by their tokens", "leave it out; the token is the password");
        if (!DnsProviders.IsToken(config.Provider) && config.User is null)
            findings.Refuse(
                path, $"{provider} wants to know who asks",
                config.Provider == DnsProvider.Cloudflare ? "add user: the zone, example.net" : "add user");
    }
}
