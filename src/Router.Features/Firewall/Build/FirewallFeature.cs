using Router.Core.Boards;
using Router.Features.Building;
using Router.Features.Firewall.Checks;
using Router.Features.Validation;

namespace Router.Features.Firewall.Build;

/// <summary>What may pass between zones.</summary>
internal sealed class FirewallFeature : IFeature
{
    public string Path => "firewall";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new FirewallValidator(), new NatValidator()];

    public PackageNames Packages { get; } = new() { Common = ["nftables"] };
}
