using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Firewall.Checks;

/// <summary>Named sets of services, and who names them.</summary>
internal static class ServiceSetChecks
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        foreach (var (name, services) in firewall.Services)
        {
            string[] path = ["firewall", "services", name];
            if (services.Count == 0)
                findings.Refuse(path, "is a set of no services, which nothing could match", "name some, or delete it");
            ServiceLists.CheckTwice(findings, path, services);
            foreach (var set in services.Where(service => service.Set is not null))
                findings.Refuse([.. path, set.Name], "a set of services cannot hold another", $"write the services of {set.Name} here");
        }
        var users = Users(subject).ToList();
        foreach (var (path, services) in users)
        {
            foreach (var service in services)
            {
                if (service.Set is { } set && !firewall.Services.ContainsKey(set))
                    findings.Unknown(
                        [.. path, service.Name], "set of services", service.Name, firewall.Services.Keys.Select(name => $"@{name}"));
            }
        }
        if (firewall.Services.Count == 0)
            return;
        var used = users.SelectMany(user => user.Services).Select(service => service.Set).ToHashSet();
        foreach (var name in firewall.Services.Keys.Where(name => !used.Contains(name)))
            findings.Advise(["firewall", "services", name], "nothing uses it", $"write @{name} where a service is, or delete it");
    }

    /// <summary>Every list of services in the document, but for the sets themselves.</summary>
    private static IEnumerable<(string[] Path, ValueList<ServiceMatch> Services)> Users(ValidationSubject subject)
    {
        var firewall = subject.Config.Firewall;
        foreach (var (pair, policy) in firewall.Policies)
            yield return (["firewall", "policies", $"{pair}"], policy.Services);
        foreach (var rule in firewall.Rules)
            yield return (["firewall", "rules", rule.Name, "service"], rule.Service);
        foreach (var mark in firewall.Marks)
            yield return (["firewall", "marks", mark.Name, "service"], mark.Service);
        foreach (var (name, forward) in firewall.Nat.Forwards)
            yield return (["firewall", "nat", "forwards", name, "service"], forward.Service);
        foreach (var rule in subject.Config.Routing.Rules)
            yield return (["routing", "rules", rule.Name, "service"], rule.Service);
    }
}
