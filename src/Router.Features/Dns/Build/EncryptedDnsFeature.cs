using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Dns.Build;

/// <summary>Servers of names that are asked over TLS.</summary>
internal sealed class EncryptedDnsFeature : IOptionalFeature
{
    public string Path => "services dns upstream";

    public string Name => "dns-over-tls";

    public bool IsWanted(RouterConfig config) => config.Services.Dns is { IsEncrypted: true };

    public PackageNames Packages { get; } = new()
    {
        Common = ["unbound"],
        Alpine = ["ca-certificates-bundle"],
        Lab = ["ca-certificates"],
    };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("unbound", 708, 708)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Unbound.Build(input.Config)];
}
