using Router.Documents.Checks;
using Router.Features.Configuration;
using Router.Features.Validation;

namespace Router.Features.Mappings.Checks;

/// <summary>Port mappings: a line outside, hosts inside, and bounds that hold.</summary>
internal sealed class MappingsValidator : SectionValidator
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2), Longest = TimeSpan.FromDays(7);

    private static readonly string[] Path = ["services", "mappings"];

    public MappingsValidator()
    {
        Check((subject, findings) =>
        {
            if (subject.Config.Services.Mappings is not { } mappings)
                return;
            subject.CheckListening(findings, Path, mappings.Zones);
            Zones(subject, findings, mappings);
            Uplink(subject, findings, mappings);
            Bounds(findings, mappings);
        });
    }

    private static void Zones(ValidationSubject subject, Findings findings, MappingsConfig mappings)
    {
        foreach (var zone in mappings.Zones.Where(subject.Config.Firewall.Nat.Masquerade.Contains))
            findings.Refuse([.. Path, "zones", zone], "is masqueraded, so its hosts are outside", "name zones whose hosts are inside");
        foreach (var (name, _) in subject.Config.Interfaces.Where(
            i => i.Value is { Zone: { } zone, Vrf: not null } && mappings.Zones.Contains(zone)))
            findings.Advise(Path, $"{name} is in a VRF, so its hosts are not heard", "name zones of the main table");
    }

    private static void Uplink(ValidationSubject subject, Findings findings, MappingsConfig mappings)
    {
        var candidates = MappingUplink.Candidates(subject.Config).ToList();
        if (mappings.Uplink is not { } uplink)
        {
            if (candidates.Count == 0)
                findings.Refuse(Path, "has no line outside: no interface is in a masqueraded zone", "add firewall nat masquerade: [wan]");
            else if (candidates.Count > 1)
                findings.Refuse(
                    Path, $"may lead from {string.Join(", ", candidates)}, and there is one outer address",
                    $"add uplink: {candidates[0]}");
        }
        else if (!subject.Config.Interfaces.ContainsKey(uplink))
        {
            findings.Unknown([.. Path, "uplink"], "interface", uplink, subject.Config.Interfaces.Keys);
        }
        else if (!candidates.Contains(uplink))
        {
            findings.Refuse(
                [.. Path, "uplink"], $"{uplink} is in no masqueraded zone of the main table, so hosts have no outer address there",
                candidates.Count > 0 ? $"name {string.Join(" or ", candidates)}" : "add firewall nat masquerade");
        }
    }

    private static void Bounds(Findings findings, MappingsConfig mappings)
    {
        if (mappings is { Pcp: false, Upnp: false })
            findings.Refuse(Path, "offers neither PCP nor UPnP", "leave pcp out, or delete services mappings");
        if (mappings.Lifetime < Shortest || mappings.Lifetime > Longest)
            findings.Refuse([.. Path, "lifetime"], "is not between 2m and 7d", "hosts ask again when half of it is over; 2h is usual");
        if (mappings.PerHost > mappings.Total)
            findings.Refuse([.. Path, "per-host"], $"is more than all hosts together may have ({mappings.Total})", "make total larger");
        foreach (var range in mappings.Hosts.Where(range => range.IsIPv6))
            findings.Refuse([.. Path, "hosts"], $"{range.First} is IPv6, which has no mappings here", "name addresses of IPv4");
    }
}
