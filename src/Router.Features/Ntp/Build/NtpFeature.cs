using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;

namespace Router.Features.Ntp.Build;

/// <summary>The clock.</summary>
internal sealed class NtpFeature : IFeature
{
    public string Path => "system ntp";

    public PackageNames Packages { get; } = new() { Common = ["chrony"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("chrony", 702, 702) { Home = "/var/lib/chrony" }];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Chrony.Build(input.Config)];
}
