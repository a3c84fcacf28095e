using Router.Core.State;
using Router.Features.Building;
using Router.Features.Texts;

namespace Router.Features.Mdns.Build;

/// <summary>avahi-daemon as a reflector and nothing else: it publishes no name of the router's own, and has no D-Bus.</summary>
internal static class Avahi
{
    private const string File = "/etc/avahi/avahi-daemon.conf";

    public static DesiredService Build(BuildInput input)
    {
        var links = (input.Config.Services.Mdns?.Zones ?? []).Distinct().SelectMany(input.Topology.Members).Distinct().ToList();
        return new()
        {
            Name = "avahi-daemon",
            // Without a link that it is told, it would take each.
            Running = links.Count > 0,
            OnChange = ServiceChange.Restart,
            PidFile = "/run/avahi-daemon/pid",
            Owns = [File],
            Files = links.Count == 0 ? [] : [new(File, Text(links))],
            Directories =
            [
                new("/etc/avahi", FileModes.AllFolder, "root:root"), new("/run/avahi-daemon", FileModes.AllFolder, "avahi:avahi"),
            ],
        };
    }

    private static string Text(List<string> links)
    {
        var text = new FileText<AvahiText>().AddWords("[server]\nallow-interfaces=");
        for (var i = 0; i < links.Count; i++)
            text.AddWords(i == 0 ? "" : ",").Add($"{links[i]}");
        return text.AddWords(
            """

            use-ipv4=yes
            use-ipv6=yes
            allow-point-to-point=yes
            enable-dbus=no
            ratelimit-interval-usec=1000000
            ratelimit-burst=1000
            [wide-area]
            enable-wide-area=no
            [publish]
            disable-publishing=yes
            [reflector]
            enable-reflector=yes

            """).ToString();
    }
}
