using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Firewall.Sets;
using Router.Features.Validation;

namespace Router.Features.Firewall.Checks;

/// <summary>Zones, sets and services that policies and rules name.</summary>
internal sealed class FirewallValidator : SectionValidator
{
    public FirewallValidator()
    {
        Check(Policies);
        Check(RuleZones);
        Check(RuleAddresses);
        Check(RuleConditions.Check);
        Check(ServiceSetChecks.Check);
        Check(Services);
        Check(UnusedSets);
        Check(ListSets);
        Check(Marks);
        Check(Versions);
    }

    private static void Policies(ValidationSubject subject, Findings findings)
    {
        foreach (var pair in subject.Config.Firewall.Policies.Keys)
        {
            string[] path = ["firewall", "policies", $"{pair}"];
            subject.CheckZone(findings, path, pair.From, router: true);
            if (pair.To != pair.From)
                subject.CheckZone(findings, path, pair.To, router: true);
            else if (pair.To == FirewallConfig.RouterZone)
                findings.Refuse(path, "what the router sends to itself always passes", "delete the policy");
        }
    }

    private static void RuleZones(ValidationSubject subject, Findings findings)
    {
        foreach (var rule in subject.Config.Firewall.Rules)
        {
            string[] path = ["firewall", "rules", rule.Name];
            subject.CheckZone(findings, [.. path, "from"], rule.From, router: true);
            subject.CheckZone(findings, [.. path, "to"], rule.To, router: true);
            if (rule is { From: FirewallConfig.RouterZone, To: FirewallConfig.RouterZone })
                findings.Refuse([.. path, "to"], "what the router sends to itself always passes", "choose another zone");
        }
    }

    private static void RuleAddresses(ValidationSubject subject, Findings findings)
    {
        foreach (var rule in subject.Config.Firewall.Rules)
        {
            string[] path = ["firewall", "rules", rule.Name];
            CheckSets(subject, findings, [.. path, "source"], rule.Source);
            CheckSets(subject, findings, [.. path, "destination"], rule.Destination);
            HostsOfInterfaces(subject, findings, [.. path, "source"], rule.Source);
            HostsOfInterfaces(subject, findings, [.. path, "destination"], rule.Destination);
            if (rule is { Limit: null, LimitPer: LimitScope.Source })
                findings.Refuse([.. path, "limit-per"], "there is no limit that each source could have", "add limit, or delete limit-per");
            if (rule is { Source.Count: > 0, Destination.Count: > 0 } && Families(subject, rule.Source) is { } from
                && Families(subject, rule.Destination) is { } to && from != to)
                findings.Refuse(
                    [.. path, "destination"], "never matches: source and destination are of different families",
                    "use IPv4 or IPv6 in both");
        }
    }

    internal static void CheckSets(ValidationSubject subject, Findings findings, string[] path, ValueList<AddressMatch> matches)
    {
        foreach (var set in matches.Select(m => m.Set).OfType<string>())
        {
            if (!subject.Config.Firewall.Sets.ContainsKey(set))
                findings.Unknown([.. path, $"@{set}"], "address set", $"@{set}", subject.Config.Firewall.Sets.Keys.Select(k => $"@{k}"));
        }
    }

    /// <summary>True: IPv6 only; false: IPv4 only; null: both, or not known.</summary>
    private static bool? Families(ValidationSubject subject, ValueList<AddressMatch> matches)
    {
        var sets = subject.Config.Firewall.Sets;
        var families = matches.SelectMany(match => Families(match, sets)).Distinct().ToList();
        return families.Count == 1 ? families[0] : null;
    }

    private static IEnumerable<bool> Families(AddressMatch match, ValueMap<string, AddressSet> sets) =>
        match.Range is { } range ? [range.IsIPv6]
        : match.Suffix is not null ? [true]
        : sets.GetValueOrDefault(match.Set!, AddressSet.Empty) is { List: null } set ? set.Addresses.Select(address => address.IsIPv6)
        : [false, true];

    /// <summary>Refuses hosts of interfaces that are not there.</summary>
    internal static void HostsOfInterfaces(
        ValidationSubject subject, Findings findings, string[] path, ValueList<AddressMatch> matches)
    {
        foreach (var suffix in matches.Select(m => m.Suffix).OfType<AddressSuffix>())
        {
            if (!subject.Config.Interfaces.ContainsKey(suffix.Interface))
                findings.Unknown([.. path, $"{suffix}"], "interface", suffix.Interface, subject.Config.Interfaces.Keys);
        }
    }

    private static void Services(ValidationSubject subject, Findings findings)
    {
        foreach (var (pair, policy) in subject.Config.Firewall.Policies)
            ServiceLists.CheckTwice(findings, ["firewall", "policies", $"{pair}"], policy.Services);
        foreach (var rule in subject.Config.Firewall.Rules)
            ServiceLists.CheckTwice(findings, ["firewall", "rules", rule.Name, "service"], rule.Service);
    }

    private static void Marks(ValidationSubject subject, Findings findings)
    {
        foreach (var mark in subject.Config.Firewall.Marks)
        {
            string[] path = ["firewall", "marks", mark.Name];
            subject.CheckZone(findings, [.. path, "from"], mark.From, router: false);
            CheckSets(subject, findings, [.. path, "source"], mark.Source);
            CheckSets(subject, findings, [.. path, "destination"], mark.Destination);
            HostsOfInterfaces(subject, findings, [.. path, "source"], mark.Source);
            if (mark.Destination.Any(match => match.Suffix is not null))
                findings.Refuse(
                    [.. path, "destination"], "where a packet leaves is not known yet when it is marked", "name the prefix, or a set");
            if (mark.Mark == 0)
                findings.Refuse([.. path, "mark"], "0 is no mark", "choose a number from 1");
        }
    }

    private static void Versions(ValidationSubject subject, Findings findings)
    {
        var (version, firewall) = (subject.Config.Version, subject.Config.Firewall);
        if (version >= FastPaths.Since && firewall.Offload is { } offload)
            findings.Refuse(
                ["firewall", "offload"], $"is called fast-path since version {FastPaths.Since}",
                $"write fast-path: {(offload ? "software" : "none")}; `routerctl config migrate FILE` does so by itself");
        if (version < FastPaths.Since && firewall.FastPath is not null)
            findings.Refuse(
                ["firewall", "fast-path"], $"came with version {FastPaths.Since}; this document is of version {version}",
                $"`routerctl config migrate FILE --to {FastPaths.Since}`, or set version {FastPaths.Since} where nothing else is old");
    }

    private static void ListSets(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, set) in subject.Config.Firewall.Sets)
        {
            string[] path = ["firewall", "sets", name, "list"];
            if (set.List is not { } list)
                continue;
            if (!subject.Config.Services.Lists.ContainsKey(list))
                findings.Unknown(path, "list", list, subject.Config.Services.Lists.Keys);
            if (set.File is not null)
                findings.Refuse(path, "a set holds a file or a list, not both", "make two sets: a rule may name several");
        }
    }

    private static void UnusedSets(ValidationSubject subject, Findings findings)
    {
        var used = subject.Config.Firewall.Rules.SelectMany(r => r.Source.Concat(r.Destination))
            .Concat(subject.Config.Firewall.Marks.SelectMany(m => m.Source.Concat(m.Destination)))
            .Concat(subject.Config.Firewall.Nat.Source.Values.SelectMany(s => s.Source))
            .Concat(subject.Config.Firewall.Nat.MasqueradeOptions.Values.SelectMany(m => m.Source))
            .Concat(subject.Config.Firewall.Nat.Forwards.Values.SelectMany(f => f.Source))
            .Select(m => m.Set).ToHashSet();
        foreach (var name in subject.Config.Firewall.Sets.Keys.Where(name => !used.Contains(name)))
            findings.Advise(["firewall", "sets", name], "no rule uses it", $"write @{name} in a rule, or delete it");
    }
}
