using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Mdns.Checks;

/// <summary>Multicast DNS across zones: at least two links, and none of them outside.</summary>
internal sealed class MdnsValidator : SectionValidator
{
    private static readonly string[] Path = ["services", "mdns"];

    public MdnsValidator() => Check((subject, findings) =>
    {
        if (subject.Config.Services.Mdns is not { } mdns)
            return;
        string[] zones = [.. Path, "zones"];
        subject.CheckZones(findings, zones, mdns.Zones);
        var links = subject.Config.Interfaces.Values.Count(i => i.Zone is { } zone && mdns.Zones.Contains(zone))
            + subject.Config.Mesh.Count(mesh => mdns.Zones.Contains(mesh.Value.ZoneOr(mesh.Key)));
        if (links < 2)
            findings.Refuse(
                Path, "has nothing to carry: less than two interfaces are in its zones",
                "name the zones between which devices are to be found: zones: [lan, iot]");
        foreach (var zone in mdns.Zones.Where(subject.Config.Firewall.Nat.Masquerade.Contains))
            findings.Advise(
                [.. zones, zone], "is masqueraded, so it leads outside: whoever is there hears what devices there are inside",
                $"take {zone} out, unless its network is yours");
    });
}
