using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Interfaces.Kinds.Pppoe;
using Router.Features.Texts;

namespace Router.Features.Interfaces.Build.Pppoe;

/// <summary>
/// pppd, an instance a link that a line calls over. Links without a line are named too, so that a line that is no longer wanted is stopped.
/// The options stand in one file and the password in another: a change of the first can be shown.
/// </summary>
internal static class PppoeLines
{
    private const string StandIn = "-";

    private const int LongestSecret = 255;

    public static IEnumerable<DesiredService> Build(BuildInput input)
    {
        var lines = new Dictionary<string, (string Name, InterfaceConfig Settings, PppoeConfig Line)>();
        foreach (var (name, settings) in input.Config.Interfaces.Where(i => i.Value.Enabled))
        {
            if (settings.Made is PppoeConfig line && input.Topology.Under(settings) is { } link)
                lines.TryAdd(link, (name, settings, line));
        }
        var others = input.Context.Links.Where(l => l.Kind is not (LinkKind.Loopback or LinkKind.Session)).Select(l => l.Name);
        foreach (var link in lines.Keys.Union(others).Order(StringComparer.Ordinal))
        {
            var secret = lines.TryGetValue(link, out var wanted) ? Password(input, wanted.Name, wanted.Line) : null;
            var file = PppoeFiles.Options(link);
            yield return new DesiredService
            {
                Name = $"pppoe.{link}",
                Running = secret is not null,
                Essential = true,
                OnChange = ServiceChange.Restart,
                Owns = [file, $"{file}.secret"],
                Files = secret is null ? [] :
                [
                    new(file, Options(wanted.Name, link, wanted.Settings, wanted.Line)),
                    new($"{file}.secret", $"password \"{PppdText.Secret(secret)}\"\n", FileModes.OwnerOnly, Secret: true),
                ],
                Directories = secret is null ? [] :
                [
                    new(PppoeFiles.OptionsFolder, FileModes.AllFolder, "root:root"),
                    new(PppoeFiles.SessionsFolder, FileModes.AllFolder, "root:root"),
                    new(PppoeFiles.PausesFolder, FileModes.AllFolder, "root:root"),
                ],
            };
        }
    }

    private static string? Password(BuildInput input, string name, PppoeConfig line) =>
        Secrets.Find(input.Context, line.Password, $"interfaces {name} pppoe password", input.Problems, WrongSecret)
        ?? (input.Context.SecretsAreStandIns ? StandIn : null);

    /// <summary>Of one session: its script begins the next one. A peer that is silent has gone.</summary>
    private static string Options(string name, string link, InterfaceConfig settings, PppoeConfig line)
    {
        var mtu = settings.Mtu ?? new PppoeLink(link).NewMtu(null);
        // The words of the plugin count for the link that is named behind them.
        var text = new FileText<PppdText>().AddWords("plugin pppoe.so\npppoe-verbose 1\n");
        if (line.Service is { } service)
            text.Add($"pppoe-service \"{service}\"\n");
        if (line.Concentrator is { } concentrator)
            text.Add($"rp_pppoe_ac \"{concentrator}\"\n");
        text.Add(
            $"""
            nic-{link}
            ifname {name}
            linkname {name}
            user "{line.User}"
            file {PppoeFiles.Options(link)}.secret
            mtu {mtu}
            mru {mtu}

            """);
        text.AddWords(settings.Ipv6 is null ? "noipv6\n" : "+ipv6\n").AddWords(line.Dns ? "usepeerdns\n" : "");
        return text.AddWords(
            """
            noauth
            hide-password
            noipdefault
            nodefaultroute
            default-asyncmap
            noaccomp
            noproxyarp
            nopcomp
            noccp
            novj
            nopersist
            lcp-echo-interval 10
            lcp-echo-failure 3
            ip-up-script /usr/share/router/pppoe-up
            ip-down-script /usr/share/router/pppoe-down

            """).ToString();
    }

    private static string? WrongSecret(string value) => value.Length is > 0 and <= LongestSecret && value.All(c => c is >= ' ' and <= '~')
        ? null
        : $"is no password for PPP: 1 to {LongestSecret} printable characters of ASCII";
}
