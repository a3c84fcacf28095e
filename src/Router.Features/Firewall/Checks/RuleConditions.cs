using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Firewall.Checks;

/// <summary>Ports, hardware addresses and times that rules ask for, and what they write to the log.</summary>
internal static class RuleConditions
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        foreach (var rule in subject.Config.Firewall.Rules)
        {
            string[] path = ["firewall", "rules", rule.Name];
            SourcePorts(findings, path, rule);
            Ends(findings, path, rule);
            Log(findings, path, rule);
            if ((rule.Time is not null || rule.Days.Count > 0) && !HasZone(subject.Config.System.TimeZone))
                findings.Refuse(
                    [.. path, rule.Time is null ? "days" : "time"],
                    $"the tz database of this machine has no {subject.Config.System.TimeZone}, so nobody knows when that is",
                    "install the machine's tz database, or choose another system time-zone");
        }
    }

    private static void SourcePorts(Findings findings, string[] path, RuleConfig rule)
    {
        if (rule.SourcePorts.Count == 0)
            return;
        foreach (var service in rule.Service.Where(service => service.Protocols.Any(protocol => !protocol.HasPorts)))
            findings.Refuse(
                [.. path, "source-port"], $"{service.Name} has no ports that it could come from", "name services over TCP or UDP");
    }

    /// <summary>What can be told of a packet by where it is from and where it goes.</summary>
    private static void Ends(Findings findings, string[] path, RuleConfig rule)
    {
        if (rule.From == FirewallConfig.RouterZone && rule.Mac.Count > 0)
            findings.Refuse([.. path, "mac"], "what the router sends comes from no host's card", "leave mac out");
        if (rule.From == FirewallConfig.RouterZone && rule.Source.Any(match => match.Suffix is not null))
            findings.Refuse([.. path, "source"], "what the router sends arrives on no interface", "name the router's own address");
        if (rule.To == FirewallConfig.RouterZone && rule.Destination.Any(match => match.Suffix is not null))
            findings.Refuse(
                [.. path, "destination"], "what is for the router leaves by no interface", "to: router is enough, or name its address");
    }

    private static void Log(Findings findings, string[] path, RuleConfig rule)
    {
        if (rule.Log)
            return;
        foreach (var key in (string?[])[rule.LogPrefix is null ? null : "log-prefix", rule.LogLimit is null ? null : "log-limit"])
        {
            if (key is not null)
                findings.Refuse([.. path, key], "nothing is written to the log", $"add log: true, or delete {key}");
        }
    }

    private static bool HasZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
}
