using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.RouterAdvertisements.Checks;

/// <summary>Router advertisements go where hosts can make addresses of them.</summary>
internal sealed class AdvertisementValidator : SectionValidator
{
    /// <summary>RFC 4861, section 6.2.1.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9000);

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
            if (advertisement.Lifetime > Longest)
                findings.Refuse([.. path, "lifetime"], "longer than hosts take", "at most 150m");
        }
    }
}
