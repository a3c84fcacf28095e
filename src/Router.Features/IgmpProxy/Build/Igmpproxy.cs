using Router.Core.State;
using Router.Features.Building;
using Router.Features.Texts;

namespace Router.Features.IgmpProxy.Build;

/// <summary>igmpproxy, which joins upstream what hosts below join, and has the kernel carry it to them.</summary>
internal static class Igmpproxy
{
    private const string File = "/etc/igmpproxy/igmpproxy.conf";

    public static DesiredService Build(BuildInput input)
    {
        var proxy = input.Config.Services.IgmpProxy;
        var upstream = proxy is null ? null : input.Topology.Link(proxy.Upstream)?.Link;
        var below = (proxy?.Zones ?? []).Distinct().SelectMany(input.Topology.Members).Distinct().Where(link => link != upstream).ToList();
        var runs = upstream is not null && below.Count > 0;
        return new()
        {
            Name = "igmpproxy",
            Running = runs,
            OnChange = ServiceChange.Restart,
            Owns = [File],
            Files = runs ? [new(File, Text(proxy!, upstream!, below))] : [],
            Directories = [new("/etc/igmpproxy", FileModes.AllFolder, "root:root")],
        };
    }

    private static string Text(IgmpProxyConfig proxy, string upstream, List<string> below)
    {
        var text = new FileText<IgmpProxyText>().AddWords("quickleave\n").Add($"phyint {upstream} upstream ratelimit 0 threshold 1\n");
        foreach (var source in proxy.Sources)
            text.Add($"  altnet {source.BaseAddress}/{source.PrefixLength}\n");
        foreach (var link in below)
            text.Add($"phyint {link} downstream ratelimit 0 threshold 1\n");
        return text.ToString();
    }
}
