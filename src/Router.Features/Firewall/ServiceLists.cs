using Router.Documents;
using Router.Documents.Checks;

namespace Router.Features.Firewall;

internal static class ServiceLists
{
    /// <summary>Lists that somebody wrote by hand are shorter; each is compared with each.</summary>
    private const int Longest = 300;

    /// <summary>Refuses a service that an earlier one of the list has already, whatever its name.</summary>
    public static void CheckTwice(Findings findings, IReadOnlyList<string> path, ValueList<ServiceMatch> services)
    {
        for (var i = 1; i < services.Count && services.Count <= Longest; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (services[j].Name != services[i].Name && services[i].Protocols.Count > 0
                    && services[i].Protocols.All(p => services[j].Protocols.Any(q => q.Covers(p))))
                {
                    findings.Refuse(
                        [.. path, services[i].Name], $"{services[i].Name} is part of {services[j].Name}, which is listed already",
                        $"delete {services[i].Name}");
                    break;
                }
            }
        }
    }
}
