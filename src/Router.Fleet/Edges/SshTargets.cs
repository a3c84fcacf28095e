using Router.Documents;
using Router.Fleet.Inventories;
using Router.Fleet.SshConfigs;

namespace Router.Fleet.Edges;

/// <summary>Works out how devices are reached, as ssh does: by its files, through other hosts.</summary>
/// <param name="config">What ssh's files say.</param>
/// <param name="localUser">Who logs in at a host on the way that names nobody.</param>
/// <param name="keys">The keys for a host, as its settings want them.</param>
/// <param name="hosts">The lists for a host.</param>
public sealed class SshTargets(
    SshConfig config, string localUser, Func<SshHostSettings, IReadOnlyList<SshIdentity>> keys, Func<SshHostSettings, KnownHostsFile> hosts)
{
    private const int LongestWay = 16;

    /// <exception cref="SshConfigException">A line of these files is wrong, or wants ssh itself.</exception>
    /// <exception cref="FormatException">A host on the way is none, or they lead round in a circle.</exception>
    public SshTarget Of(Device device)
    {
        var settings = config.For(
            device.Address, device.UserIsUsual ? null : device.User, device.PortIsUsual ? null : device.Port);
        return Of(device.Name, settings, device.User, settings.ProxyJump, 0);
    }

    private SshTarget Of(string name, SshHostSettings settings, string user, ValueList<string> jumps, int depth)
    {
        var target = new SshTarget
        {
            Name = name,
            Host = HostName.Canonical(settings.HostName),
            Port = settings.Port ?? 22,
            User = settings.User ?? user,
            Keys = keys(settings),
            Hosts = hosts(settings),
            KnownAs = settings.HostKeyAlias,
            HostKeyAlgorithms = settings.HostKeyAlgorithms,
        };
        if (jumps.Count == 0)
            return target;
        if (depth == LongestWay)
            throw new FormatException($"{name}: the hosts of its ProxyJump lead round in a circle");
        var last = Hop(jumps[^1], name);
        var way = config.For(last.Address, last.UserIsUsual ? null : last.User, last.PortIsUsual ? null : last.Port);
        // "Host *" with a jump would send the jump through itself.
        if (HostName.Canonical(way.HostName) == target.Host && (way.Port ?? 22) == target.Port)
            return target;
        // Those in front lead to the last one; where there are none, its own do.
        ValueList<string> before = jumps.Count > 1 ? [.. jumps.Take(jumps.Count - 1)] : way.ProxyJump;
        return target with { Via = Of(last.Name, way, localUser, before, depth + 1) };
    }

    private Device Hop(string text, string of) =>
        Device.Parse(text, localUser) ?? throw new FormatException($"{of}: ProxyJump: '{text}' is no host: [USER@]HOST[:PORT]");
}
