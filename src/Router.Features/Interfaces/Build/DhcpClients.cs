using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// BusyBox udhcpc, an instance a link. Links without it are named too, so that a client that is no longer wanted is stopped.
/// </summary>
internal static class DhcpClients
{
    public static IEnumerable<DesiredService> Build(RouterConfig config, Topology topology, BuildContext context)
    {
        var clients = config.Interfaces
            .Where(i => i.Value is { Dhcp: true, Enabled: true })
            .Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>().ToHashSet();
        var others = context.Links
            .Where(l => l.Kind is not (LinkKind.Loopback or LinkKind.Session) && !clients.Contains(l.Name)).Select(l => l.Name);
        string[] links = [.. clients, .. others];
        Array.Sort(links, StringComparer.Ordinal);
        foreach (var link in links)
        {
            var runs = clients.Contains(link);
            yield return new DesiredService
            {
                Name = $"udhcpc.{link}",
                Running = runs,
                Essential = true,
                OnChange = ServiceChange.Restart,
                Owns = [$"/etc/conf.d/udhcpc.{link}"],
                Files = runs ? [new($"/etc/conf.d/udhcpc.{link}", Text(config.System.Hostname))] : [],
            };
        }
    }

    private static string Text(string hostname) => FileText<ShellText>.Of($"udhcpc_opts=\"-x hostname:{hostname}\"\n");
}
