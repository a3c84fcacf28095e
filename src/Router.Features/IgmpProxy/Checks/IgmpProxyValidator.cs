using System.Net.Sockets;
using Router.Documents.Checks;
using Router.Features.SystemSettings;
using Router.Features.Validation;

namespace Router.Features.IgmpProxy.Checks;

/// <summary>Multicast for hosts inside: from an interface that there is, to others than that, from senders of IPv4.</summary>
internal sealed class IgmpProxyValidator : SectionValidator
{
    /// <summary>The kernel's table of links of one multicast router (MAXVIFS).</summary>
    private const int MostLinks = 32;

    private static readonly string[] Path = ["services", "igmp-proxy"];

    public IgmpProxyValidator()
    {
        Check(Links);
        Check(Sources);
    }

    private static void Links(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.IgmpProxy is not { } proxy)
            return;
        subject.CheckListening(findings, Path, proxy.Zones);
        var interfaces = subject.Config.Interfaces;
        if (!interfaces.TryGetValue(proxy.Upstream, out var upstream))
        {
            findings.Unknown([.. Path, "upstream"], "interface", proxy.Upstream, interfaces.Keys);
            return;
        }
        if (upstream.Addresses.All(address => address.IsIPv6) && !upstream.LearnsIPv4)
            findings.Refuse(
                [.. Path, "upstream"], $"{proxy.Upstream} has no IPv4 address to join groups with", "give it one, or dhcp: true");
        if (upstream.Vrf is not null)
            findings.Refuse([.. Path, "upstream"], $"{proxy.Upstream} is in a VRF, and multicast is carried in none", "another interface");
        if (upstream.Zone is { } zone && proxy.Zones.Contains(zone))
            findings.Refuse(
                [.. Path, "zones", zone], $"is the zone of {proxy.Upstream}, where multicast comes from",
                "name the zones inside, or give the line a zone of its own");
        var below = interfaces.Values.Count(i => i.Zone is { } inside && proxy.Zones.Contains(inside));
        if (below >= MostLinks)
            findings.Refuse(
                [.. Path, "zones"], $"have {below} interfaces, and the kernel carries multicast to {MostLinks - 1}", "name fewer zones");
        if (subject.Config.System.Hardening.ReversePath == ReversePath.Strict)
            findings.Advise(
                [.. Path, "upstream"], "senders whose route is another interface are dropped: system hardening reverse-path is strict",
                "add routes to the senders over it, or reverse-path: loose");
    }

    private static void Sources(ValidationSubject subject, Findings findings)
    {
        foreach (var source in subject.Config.Services.IgmpProxy?.Sources ?? [])
        {
            string[] path = [.. Path, "sources", $"{source}"];
            if (source.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
                findings.Refuse(path, "IGMP is of IPv4 alone", "name an IPv4 network");
            else if (source.BaseAddress.GetAddressBytes()[0] is >= 224 and < 240)
                findings.Refuse(path, "is a group, not who sends to it", "name the network of the senders; groups are joined by hosts");
        }
    }
}
