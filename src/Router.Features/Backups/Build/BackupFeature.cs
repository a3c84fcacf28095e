using Router.Core.Boards;
using Router.Features.Backups.Checks;
using Router.Features.Building;
using Router.Features.Validation;

namespace Router.Features.Backups.Build;

/// <summary>Where backups are kept. The daemon makes them; nothing of the device is otherwise for it, but the client of SFTP.</summary>
internal sealed class BackupFeature : IFeature
{
    public string Path => "system backup";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new BackupValidator()];

    public PackageNames Packages { get; } = new()
    {
        Alpine = ["openssh-client-default", "openssh-client-common"],
        Lab = ["openssh-client"],
    };
}
