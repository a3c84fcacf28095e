using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Ssh.Checks;
using Router.Features.Validation;

namespace Router.Features.Ssh.Build;

/// <summary>The console over SSH.</summary>
internal sealed class SshFeature : IFeature
{
    public string Path => "services ssh";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new SshValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Ssh is { } ssh ? [new("ssh", ssh.Port) { PortPath = ["services", "ssh", "port"], Zones = ssh.Zones }] : [];

    public PackageNames Packages { get; } = new()
    {
        Alpine = ["openssh-server", "openssh-keygen", "openssh-sftp-server", "!openssh-server-common-openrc"],
        Lab = ["openssh-server", "openssh-client", "openssh-sftp-server"],
    };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("sshd", 22, 22) { Home = "/run/sshd" }];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Sshd.Build(input.Config)];
}
