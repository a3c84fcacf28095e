using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Who asks for what, and that what is delegated is there to be given.</summary>
internal static class Ipv6Validator
{
    private const int HostBits = 64;

    public static void Check(ValidationSubject subject, Findings findings)
    {
        var taken = new Dictionary<(string From, int Subnet), string>();
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (config.Ipv6 is { } client)
                Client(findings, ["interfaces", name, "ipv6"], config, client);
            if (config.Delegated is { } part)
                Delegated(subject, findings, name, part, taken);
        }
    }

    private static void Client(Findings findings, string[] path, InterfaceConfig config, Ipv6ClientConfig client)
    {
        if (config.Loopback)
            findings.Refuse(path, "nobody advertises on the loopback", "delete ipv6");
        if (client is { Slaac: false, Dhcp: false, Prefix: null })
            findings.Refuse(path, "asks for nothing", "set one of slaac, dhcp and prefix, or delete ipv6");
        if (client is { Privacy: true, Slaac: false })
            findings.Refuse(
                [.. path, "privacy"],
                "is about addresses of the router's own making, and it makes none",
                "set slaac true, or delete privacy");
        if (config.Delegated is not null)
            findings.Refuse(path, "an interface is outside or inside, not both", "delete ipv6 or delegated");
    }

    private static void Delegated(
        ValidationSubject subject, Findings findings, string name,
        DelegatedPrefixConfig part, Dictionary<(string From, int Subnet), string> taken)
    {
        string[] path = ["interfaces", name, "delegated"];
        if (!subject.Config.Interfaces.TryGetValue(part.From, out var outside))
            findings.Unknown([.. path, "from"], "interface", part.From, subject.Config.Interfaces.Keys);
        else if ((outside.Ipv6?.Prefix ?? outside.Made?.DelegatedLength) is not { } length)
            findings.Refuse([.. path, "from"], $"{part.From} asks for no prefix", $"set interfaces {part.From} ipv6 prefix 56");
        else if (length <= HostBits && part.Subnet >> (HostBits - length) > 0)
            findings.Refuse([.. path, "subnet"], $"a /{length} has subnets 0 to {(1 << (HostBits - length)) - 1}", "choose one of them");
        else if (!taken.TryAdd((part.From, part.Subnet), name))
            findings.Refuse([.. path, "subnet"], $"{taken[(part.From, part.Subnet)]} has it already", "choose another number");
    }
}
