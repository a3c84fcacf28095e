using System.Net;
using Router.Documents.Checks;
using Router.Features.Dhcpv6;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.RouterAdvertisements.Checks;

/// <summary>Router advertisements go where hosts can make addresses of them.</summary>
internal sealed class AdvertisementValidator : SectionValidator
{
    /// <summary>RFC 4861, section 6.2.1, as RFC 8319 has it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9000), ShortestInterval = TimeSpan.FromSeconds(4),
        LongestInterval = TimeSpan.FromSeconds(1800);

    /// <summary>dnsmasq takes no less.</summary>
    private static readonly TimeSpan ShortestValid = TimeSpan.FromMinutes(2);

    public AdvertisementValidator() => Check(Advertisements);

    private static void Advertisements(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, advertisement) in subject.Config.Services.RouterAdvertisements)
        {
            string[] path = ["services", "router-advertisements", name];
            if (!subject.Config.Interfaces.TryGetValue(name, out var config))
                findings.Unknown(path, "interface", name, subject.Config.Interfaces.Keys);
            else if (config.Delegated is null && !config.Addresses.Any(a => a is { IsIPv6: true, PrefixLength: 64 }))
                findings.Refuse(
                    path, $"{name} has no IPv6 address with a /64", $"add one at interfaces {name} addresses: hosts make theirs of it");
            else
                Prefixes(findings, path, advertisement, config);
            Times(findings, path, advertisement);
            Flags(findings, path, advertisement, subject.Config.Services.Dhcpv6.GetValueOrDefault(name));
            foreach (var address in advertisement.Dns)
            {
                var wrong = IPAddress.IsLoopback(address) ? "is the host itself" : subject.WrongHost(address);
                if (wrong is not null)
                    findings.Refuse([.. path, "dns", $"{address}"], $"{address} {wrong}", "the address of a name server");
            }
        }
    }

    private static void Times(Findings findings, string[] path, RouterAdvertisementConfig advertisement)
    {
        if (advertisement.Lifetime > Longest)
            findings.Refuse([.. path, "lifetime"], "longer than hosts take", "at most 150m");
        if (advertisement.Interval is not { } interval)
            return;
        if (interval < ShortestInterval || interval > LongestInterval)
            findings.Refuse([.. path, "interval"], "is not between 4s and 30m", "leave it out: three times in a lifetime");
        else if (advertisement.Lifetime > TimeSpan.Zero && interval > advertisement.Lifetime)
            findings.Refuse([.. path, "interval"], "is longer than the lifetime: hosts would lose this router in between", "a third of it");
    }

    private static void Flags(Findings findings, string[] path, RouterAdvertisementConfig advertisement, Dhcpv6Config? server)
    {
        var served = server is not null;
        var forSettings = server is { IsRelay: true } && advertisement is { Other: true, Autonomous: true };
        if (served && advertisement.Managed == false && !forSettings)
            findings.Refuse(
                [.. path, "managed"], "services dhcpv6 has addresses for its hosts, which ask where this says so",
                $"leave it out, or delete services dhcpv6 {path[^1]}");
        if (!advertisement.Autonomous && !served && advertisement.Managed != true)
            findings.Refuse(
                [.. path, "autonomous"], "hosts would get no address at all", $"add services dhcpv6 {path[^1]}, or managed: true");
        if (!served && advertisement.Managed == true)
            findings.Advise(
                [.. path, "managed"], "this router has no addresses by DHCPv6, so another server on the network has to",
                $"add services dhcpv6 {path[^1]}");
    }

    private static void Prefixes(Findings findings, string[] path, RouterAdvertisementConfig advertisement, InterfaceConfig config)
    {
        foreach (var (prefix, settings) in advertisement.Prefixes)
        {
            string[] place = [.. path, "prefixes", $"{prefix}"];
            var own = config.Addresses.Where(a => a is { IsIPv6: true, PrefixLength: 64 }).Select(a => a.Network).ToList();
            if (!own.Contains(prefix))
                findings.Refuse(
                    place, "is no prefix of the interface",
                    own.Count > 0 ? string.Join(" or ", own) : $"it has none that is fixed; add one at interfaces {path[^1]} addresses");
            if (settings is { Deprecated: true, Valid: not null })
                findings.Refuse([.. place, "valid"], "is not asked of a deprecated prefix", "keep one of the two");
            else if (settings.Valid < ShortestValid)
                findings.Refuse([.. place, "valid"], "shorter than the server takes", "at least 2m");
        }
    }
}
