using System.Globalization;
using System.Text;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dhcp;
using Router.Features.Texts;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// BusyBox udhcpc, an instance a link. Links without it are named too, so that a client that is no longer wanted is stopped.
/// </summary>
internal static class DhcpClients
{
    private const int VendorClass = 60, ClientId = 61;

    public static IEnumerable<DesiredService> Build(RouterConfig config, Topology topology, BuildContext context)
    {
        var clients = config.Interfaces
            .Where(i => i.Value is { Dhcp: true, Enabled: true })
            .Select(i => (Link: topology.KernelName(i.Key, i.Value), Client: i.Value.DhcpClient!))
            .Where(i => i.Link is not null)
            .DistinctBy(i => i.Link).ToDictionary(i => i.Link!, i => i.Client);
        var others = context.Links
            .Where(l => l.Kind is not (LinkKind.Loopback or LinkKind.Session) && !clients.ContainsKey(l.Name)).Select(l => l.Name);
        string[] links = [.. clients.Keys, .. others];
        Array.Sort(links, StringComparer.Ordinal);
        foreach (var link in links)
        {
            var client = clients.GetValueOrDefault(link);
            yield return new DesiredService
            {
                Name = $"udhcpc.{link}",
                Running = client is not null,
                Essential = true,
                OnChange = ServiceChange.Restart,
                Owns = [$"/etc/conf.d/udhcpc.{link}"],
                Files = client is null ? [] : [new($"/etc/conf.d/udhcpc.{link}", Text(client, config.System.Hostname))],
            };
        }
    }

    /// <summary>
    /// Its words go through a shell twice, so what people wrote stands as the bytes of its option, and a name has none of a shell's signs.
    /// </summary>
    private static string Text(DhcpClientConfig client, string ownName)
    {
        var text = new FileText<ShellText>();
        if (client.Hostname is not "")
            text.Add($" -x hostname:{client.Hostname ?? ownName}");
        if (client.VendorClass is { } vendor)
        {
            // Its own would be sent beside it.
            text.AddWords(" --vendorclass=");
            AddOption(text, VendorClass, Encoding.ASCII.GetBytes(vendor));
        }
        if (client.ClientId is { } id)
            AddOption(text, ClientId, id.Contains(':', StringComparison.Ordinal)
                ? Convert.FromHexString(id.Replace(":", "", StringComparison.Ordinal))
                : Encoding.ASCII.GetBytes(id));
        foreach (var (number, value) in client.Options)
        {
            if (DhcpOptionText.Bytes(value.Text, out _) is { } bytes)
                AddOption(text, number, bytes);
        }
        foreach (var number in client.Request)
            text.Add($" -O {number}");
        if (client.Broadcast)
            text.AddWords(" -B");
        return $"udhcpc_opts=\"{text.ToString().TrimStart()}\"\n"
            + (client.Metric is { } metric ? string.Create(CultureInfo.InvariantCulture, $"udhcpc_metric={metric}\n") : "")
            + (client.Dns ? "" : "udhcpc_dns=no\n");
    }

    /// <summary>As udhcpc takes an option that it need not know.</summary>
    private static void AddOption(FileText<ShellText> text, int number, byte[] value) =>
        text.Add($" -x 0x{Convert.ToHexStringLower([(byte)number])}:{Convert.ToHexStringLower(value)}");
}
