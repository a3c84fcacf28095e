using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>Who asks for what, and that what is delegated is there to be given.</summary>
internal static class Ipv6Validator
{
    private const int HostBits = 64;

    public static void Check(ValidationSubject subject, Findings findings)
    {
        var taken = new Dictionary<(string From, string Prefix, int Subnet), string>();
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
        if (client is { Slaac: false, Dhcp: false, AsksForPrefixes: false })
            findings.Refuse(path, "asks for nothing", "set one of slaac, dhcp and prefix, or delete ipv6");
        Prefixes(findings, path, client);
        if (client is { Privacy: true, Slaac: false })
            findings.Refuse(
                [.. path, "privacy"],
                "is about addresses of the router's own making, and it makes none",
                "set slaac true, or delete privacy");
        if (config.Delegated is not null)
            findings.Refuse(path, "an interface is outside or inside, not both", "delete ipv6 or delegated");
    }

    private static void Prefixes(Findings findings, string[] path, Ipv6ClientConfig client)
    {
        if (client is { Hint: not null, Prefix: null })
            findings.Refuse([.. path, "hint"], "is a prefix of no length", "set prefix 56, or delete hint");
        if (client.Prefixes.ContainsKey(RequestedPrefix.Main))
            findings.Refuse(
                [.. path, "prefixes", RequestedPrefix.Main], $"{RequestedPrefix.Main} is the name of the one of ipv6 prefix",
                "choose another name");
        var numbers = new Dictionary<uint, string>();
        foreach (var (name, prefix) in client.AllPrefixes)
        {
            string[] place = name == RequestedPrefix.Main ? path : [.. path, "prefixes", name];
            if (prefix.Hint is { } hint && !new InterfaceAddress(hint, prefix.Length).Network.BaseAddress.Equals(hint))
                findings.Refuse(
                    [.. place, "hint"], $"{hint} is no prefix of {prefix.Length} bits",
                    $"{new InterfaceAddress(hint, prefix.Length).Network.BaseAddress} is one");
            if (!numbers.TryAdd(AssociationNumbers.Of(name), name))
                findings.Refuse(
                    place, $"has the same number as {numbers[AssociationNumbers.Of(name)]}, which follows from the name",
                    "choose another name");
        }
    }

    private static void Delegated(
        ValidationSubject subject, Findings findings, string name,
        DelegatedPrefixConfig part, Dictionary<(string From, string Prefix, int Subnet), string> taken)
    {
        string[] path = ["interfaces", name, "delegated"];
        if (!subject.Config.Interfaces.TryGetValue(part.From, out var outside))
        {
            findings.Unknown([.. path, "from"], "interface", part.From, subject.Config.Interfaces.Keys);
            return;
        }
        var known = new Dictionary<string, int>();
        foreach (var (prefix, asked) in outside.Ipv6?.AllPrefixes ?? [])
            known.TryAdd(prefix, asked.Length);
        if (outside.Made?.DelegatedLength is { } computed)
            known.TryAdd(RequestedPrefix.Main, computed);
        if (known.Count == 0)
        {
            findings.Refuse([.. path, "from"], $"{part.From} asks for no prefix", $"set interfaces {part.From} ipv6 prefix 56");
            return;
        }
        foreach (var prefix in part.Names)
        {
            if (!known.TryGetValue(prefix, out var length) && part.Prefixes.Count == 0)
                findings.Refuse(
                    path, $"does not say which prefix of {part.From}", $"add prefixes: one or more of {string.Join(", ", known.Keys)}");
            else if (!known.ContainsKey(prefix))
                findings.Unknown([.. path, "prefixes", prefix], "prefix", prefix, known.Keys);
            else if (length <= HostBits && part.Subnet >> (HostBits - length) > 0)
                findings.Refuse(
                    [.. path, "subnet"], $"a /{length} has subnets 0 to {(1 << (HostBits - length)) - 1}", "choose one of them");
            else if (!taken.TryAdd((part.From, prefix, part.Subnet), name))
                findings.Refuse(
                    [.. path, "subnet"], $"{taken[(part.From, prefix, part.Subnet)]} has it already", "choose another number");
        }
    }
}
