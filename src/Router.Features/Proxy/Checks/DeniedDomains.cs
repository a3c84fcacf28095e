using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Proxy.Checks;

/// <summary>Domains that a proxy refuses: capitals do not count, and what one with a dot in front takes in stands there once.</summary>
internal static class DeniedDomains
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        var deny = subject.Config.Services.Proxy?.Deny ?? [];
        var wide = deny.Where(d => d.StartsWith('.')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var domain in deny)
        {
            string[] path = ["services", "proxy", "deny", domain];
            if (Above(domain).FirstOrDefault(wide.Contains) is { } covering)
                findings.Refuse(path, $"{covering} refuses it already", $"delete {domain}");
            else if (!seen.TryAdd(domain, domain) && seen[domain] != domain)
                findings.Refuse(path, $"{seen[domain]} is the same, capitals do not count", $"delete {domain}");
        }
    }

    /// <summary>What covers a domain, itself excepted: <c>.ads.example</c> and <c>.example</c> for <c>ads.example</c>.</summary>
    public static IEnumerable<string> Above(string domain)
    {
        if (!domain.StartsWith('.'))
            yield return $".{domain}";
        for (var dot = domain.IndexOf('.', 1); dot >= 0; dot = domain.IndexOf('.', dot + 1))
            yield return domain[dot..];
    }
}
