using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dns.Checks;
using Router.Features.Validation;

namespace Router.Features.Dns.Build;

/// <summary>Names for hosts.</summary>
internal sealed class DnsFeature : IFeature
{
    private const ushort Port = 53;

    public string Path => "services dns";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new DnsValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Dns is null ? [] : [new("dns", Port)];
}
