using Router.Ctl.Cli;
using Router.Fleet.Edges;
using Router.Fleet.Inventories;
using Router.Fleet.SshConfigs;

namespace Router.Ctl.Push.Edges;

/// <summary>How devices are reached, as ssh's files say. Each key is loaded once, and each list read once.</summary>
/// <param name="identities">Keys that were named; none: those of these files.</param>
/// <param name="knownHosts">Lists that were named; none: those of these files.</param>
/// <param name="acceptNew">Trust hosts that are not known.</param>
/// <param name="sshConfig">A file in place of ssh's own, or <c>none</c>; null: those.</param>
/// <param name="terminal">Where a passphrase is asked for.</param>
internal sealed class DeviceWays(
    IReadOnlyList<string> identities, IReadOnlyList<string> knownHosts, bool acceptNew, string? sshConfig, Terminal terminal)
{
    private const string NoFile = "none";

    private readonly Dictionary<string, IReadOnlyList<SshIdentity>> keys = [];
    private readonly Dictionary<string, KnownHostsFile> lists = [];

    /// <summary>Nothing of it waits for a person any more.</summary>
    /// <exception cref="Failure">A key is missing or cannot be used, ssh's files are wrong, or two devices are one.</exception>
    public Func<Device, SshTarget> Prepare(IReadOnlyList<Device> devices)
    {
        var self = SshFolder.Self;
        var config = new SshConfig(Files(self), new SshConfigFolder(), self);
        var targets = new SshTargets(config, self.User, Keys, Hosts);
        try
        {
            var ways = devices.ToDictionary(device => device, targets.Of);
            if (ways.Values.GroupBy(way => (way.Host, way.Port, Way: $"{way.Via?.Host} {way.Via?.Port}"))
                .FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw Failure.Input(
                    $"{string.Join(" and ", twice.Select(way => way.Name))} are the same device: {twice.Key.Host} port {twice.Key.Port}");
            return device => ways[device];
        }
        catch (SshConfigException e)
        {
            throw Failure.Input(
                Printable.Line(e.Message), e.WantsSsh ? "--transport ssh leaves it to ssh; --ssh-config none reads no file" : null, e);
        }
        catch (FormatException e)
        {
            throw Failure.Input(Printable.Line(e.Message), inner: e);
        }
    }

    private IReadOnlyList<string> Files(SshOperator self)
    {
        if (sshConfig is not { } file)
            return [Path.Combine(self.Home, ".ssh/config"), "/etc/ssh/ssh_config"];
        if (file == NoFile)
            return [];
        return File.Exists(file) ? [Path.GetFullPath(file)] : throw Failure.Input($"--ssh-config: {file}: there is no such file");
    }

    private IReadOnlyList<SshIdentity> Keys(SshHostSettings settings)
    {
        var name = identities.Count > 0
            ? ""
            : string.Join('\n', [$"{settings.IdentitiesOnly} {settings.NamesIdentities} {settings.IdentityAgent}",
                .. settings.IdentityFiles, .. settings.CertificateFiles]);
        return keys.TryGetValue(name, out var found)
            ? found
            : keys[name] = IdentityFiles.Load(identities, settings, terminal);
    }

    private KnownHostsFile Hosts(SshHostSettings settings)
    {
        IReadOnlyList<string> own = knownHosts.Count > 0 ? knownHosts : settings.UserKnownHostsFiles ?? [.. SshFolder.KnownHosts];
        IReadOnlyList<string> paths = [.. own, .. settings.GlobalKnownHostsFiles ?? [.. KnownHostsFile.OfTheMachine]];
        var trusting = acceptNew || settings.AcceptsNew == true;
        var name = $"{trusting} {string.Join('\n', paths)}";
        return lists.TryGetValue(name, out var found) ? found : lists[name] = new KnownHostsFile(paths, trusting);
    }
}
