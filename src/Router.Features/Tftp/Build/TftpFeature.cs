using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Tftp.Checks;
using Router.Features.Validation;

namespace Router.Features.Tftp.Build;

/// <summary>Files for hosts that start from the network.</summary>
internal sealed class TftpFeature : IFeature
{
    private const ushort Port = 69;

    public string Path => "services tftp";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new TftpValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Tftp is { } tftp ? [new("tftp", Port) { Protocol = TransportProtocol.Udp, Zones = tftp.Zones }] : [];
}
