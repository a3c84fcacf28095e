using Router.Core.State;
using Router.Features.Building;
using Router.Features.Texts;

namespace Router.Features.DynamicDns.Build;

/// <summary>inadyn, which looks at the addresses once a minute and tells each provider over HTTPS, with its certificate checked.</summary>
internal static class Inadyn
{
    private const string File = "/etc/inadyn/inadyn.conf", StandIn = "-";

    private const int LongestSecret = 255;

    public static DesiredService Build(BuildInput input)
    {
        var wanted = input.Config.Services.DynamicDns.Count > 0;
        return new()
        {
            Name = "inadyn",
            Running = wanted,
            OnChange = ServiceChange.Restart,
            Check = ["inadyn", "--check-config", "-f", "{0}"],
            Owns = [File],
            Files = wanted ? [new(File, Text(input), FileModes.GroupReads, "root:inadyn", Secret: true)] : [],
            Directories =
            [
                new("/etc/inadyn", FileModes.AllFolder, "root:root"), new("/var/cache/inadyn", FileModes.GroupFolder, "inadyn:inadyn"),
            ],
        };
    }

    private static string Text(BuildInput input)
    {
        var text = new FileText<InadynText>().AddWords("period = 60\n");
        var number = 0;
        foreach (var (name, config) in input.Config.Services.DynamicDns)
            Add(text, input, name, config, ++number);
        return text.ToString();
    }

    private static void Add(FileText<InadynText> text, BuildInput input, string name, DynamicDnsConfig config, int number)
    {
        string? link = null;
        if (config.Interface is { } over
            && (!input.Config.Interfaces.TryGetValue(over, out var settings) || (link = input.Topology.KernelName(over, settings)) is null))
            return;
        var secret = Secrets.Find(input.Context, config.Password, $"services dynamic-dns {name} password", input.Problems, WrongSecret)
            ?? (input.Context.SecretsAreStandIns ? StandIn : null);
        if (secret is null)
            return;
        if (config.Provider == DnsProvider.Dyndns2)
            text.Add($"custom dyndns2:{number} {{\n  ddns-server = '{config.Server}'\n  ddns-path = '/nic/update?hostname=%h&myip=%i'\n");
        else
            text.AddWords($"provider {DnsProviders.Inadyn(config.Provider)}").Add($":{number} {{\n");
        if (DnsProviders.IsToken(config.Provider))
            text.AddWords($"  username = '{InadynText.Secret(secret)}'\n  password = '{StandIn}'\n");
        else
            text.Add($"  username = '{config.User}'\n").AddWords($"  password = '{InadynText.Secret(secret)}'\n");
        text.Add($"  hostname = '{name}'\n");
        if (link is not null)
            text.Add($"  iface = '{link}'\n");
        text.AddWords("}\n");
    }

    private static string? WrongSecret(string value) => value.Length is > 0 and <= LongestSecret && value.All(c => c is >= ' ' and <= '~')
        ? null
        : $"is no password for it: 1 to {LongestSecret} printable characters of ASCII";
}
