using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.FileShares.Checks;
using Router.Features.Validation;

namespace Router.Features.FileShares.Build;

/// <summary>File shares.</summary>
internal sealed class FilesFeature : IOptionalFeature
{
    public string Path => "services files";

    public bool IsWanted(RouterConfig config) => config.Services.Files is not null;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new FilesValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) => config.Services.Files is { } files
        ? [new("files", Samba.Port) { Zones = ListeningZones.Of(config, files) }, new("files", Samba.NetbiosPort)]
        : [];

    public PackageNames Packages { get; } = new() { Alpine = ["samba-server", "samba-common-tools"], Lab = ["samba"] };

    public IEnumerable<DesiredService> Services(BuildInput input) =>
        [Samba.Build(input.Config, input.Topology, input.Context, input.Problems)];
}
