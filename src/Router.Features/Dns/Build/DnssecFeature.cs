using Router.Core.Boards;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Dns.Build;

/// <summary>Answers whose signatures are checked. The service is that of servers over TLS.</summary>
internal sealed class DnssecFeature : IOptionalFeature
{
    public string Path => "services dns dnssec";

    public bool IsWanted(RouterConfig config) => config.Services.Dns is { Dnssec: true };

    public PackageNames Packages { get; } = new() { Common = ["unbound"] };
}
