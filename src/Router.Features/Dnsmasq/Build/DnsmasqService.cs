using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dns;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Dnsmasq.Build;

/// <summary>
/// Leases and names. It always runs: the router resolves its own names through it. Others reach it from interfaces that a client of it
/// serves, where a policy lets them.
/// </summary>
internal static class DnsmasqService
{
    public static DesiredService Build(IReadOnlyList<IDnsmasqClient> clients, RouterConfig config, Topology topology)
    {
        var hosts = HostsFile(clients, config);
        var input = new DnsmasqInput(config, topology, [.. Served(clients, config, topology)], hosts.Count > 0);
        return new()
        {
            Name = "dnsmasq",
            Running = true,
            OnChange = ServiceChange.Restart,
            Check = ["dnsmasq", "--test", "-C", "{0}"],
            Files = [new("/etc/dnsmasq.conf", Text(clients, input)), .. hosts],
            Directories =
            [
                new("/var/lib/misc", FileModes.AllFolder, "root:root"), new("/run/router", FileModes.AllFolder, "root:root"),
                .. clients.SelectMany(client => client.Directories(config)),
            ],
        };
    }

    private static IEnumerable<string> Served(IReadOnlyList<IDnsmasqClient> clients, RouterConfig config, Topology topology)
    {
        foreach (var (name, settings) in config.Interfaces)
        {
            if (!settings.Loopback && IsServed(name, settings) && topology.KernelName(name, settings) is { } link)
                yield return link;
        }

        bool IsServed(string name, InterfaceConfig settings)
        {
            foreach (var client in clients)
            {
                if (client.Serves(config, name, settings))
                    return true;
            }
            return false;
        }
    }

    private static string Text(IReadOnlyList<IDnsmasqClient> clients, DnsmasqInput input)
    {
        var text = new FileText<DnsmasqText>().AddWords(
            """
            user=dnsmasq
            group=dnsmasq
            pid-file=/run/dnsmasq.pid
            bind-dynamic
            domain-needed
            bogus-priv
            no-hosts

            """).Add($"cache-size={input.Config.Services.Dns?.Cache ?? DnsConfig.UsualCache}\n").AddWords("interface=lo\n");
        foreach (var link in input.Served)
            text.Add($"interface={link}\n");
        foreach (var client in clients)
            client.Write(text, input);
        return text.ToString();
    }

    /// <summary>None: every name can stand in dnsmasq's own file.</summary>
    private static List<ServiceFile> HostsFile(IReadOnlyList<IDnsmasqClient> clients, RouterConfig config)
    {
        var lines = string.Concat(clients.SelectMany(client => client.Hosts(config))
            .Where(host => DnsmasqWords.IsWord(host.Name))
            .Select(host => FileText<DnsmasqText>.Of($"{host.Address} {host.Name}\n")));
        return lines.Length == 0 ? [] : [new(DnsmasqWords.HostsFile, lines)];
    }
}
