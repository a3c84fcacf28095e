using Router.Ctl.Cli;
using Router.Ctl.Push.Edges;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>Who logs in, with which keys, and which host keys are trusted.</summary>
internal sealed record Login
{
    /// <summary>Null: nobody was named.</summary>
    public string? User { get; init; }

    public IReadOnlyList<string> Identities { get; init; } = [];

    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    public bool AcceptNew { get; init; }

    /// <summary>In place of ssh's own files, or <c>none</c>; null: those.</summary>
    public string? SshConfig { get; init; }

    /// <summary>By the system's ssh.</summary>
    public bool SystemSsh { get; init; }

    public TimeSpan ConnectTimeout { get; init; }

    public TimeSpan AnswerTimeout { get; init; }

    /// <summary>The way into these devices; people may be asked for a passphrase.</summary>
    /// <exception cref="Failure">A key is missing or cannot be used, ssh's files are wrong, or two devices are one.</exception>
    public IDeviceConnector Connector(IReadOnlyList<Device> devices, Terminal terminal)
    {
        if (!SystemSsh)
        {
            var ways = new DeviceWays(Identities, KnownHosts, AcceptNew, SshConfig, terminal);
            return new SshConnector(ways.Prepare(devices), ConnectTimeout, AnswerTimeout);
        }
        return new SystemSshConnector(new SystemSshSettings
        {
            ConfigFile = SshConfig,
            Identities = Identities,
            KnownHosts = KnownHosts,
            AcceptNew = AcceptNew,
            ConnectTimeout = ConnectTimeout,
            AnswerTimeout = AnswerTimeout,
        });
    }
}
