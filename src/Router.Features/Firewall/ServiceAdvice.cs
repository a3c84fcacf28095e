using Router.Core.Values;

namespace Router.Features.Firewall;

/// <summary>
/// How people who know ufw, firewalld, docker or VyOS write services and verdicts, and how it is written here. Null: none of these.
/// </summary>
internal static class ServiceAdvice
{
    public static string? Service(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        if (word is "any" or "all" or "*" or "ip")
            return "leave service out of a rule: what is not given matches everything; a policy for all services is accept";
        if (word is "ping6" or "icmpv6" or "icmp6" or "echo-request")
            return "ping, which is ICMP of both families; single types go as icmp/echo-request and icmpv6/echo-request";
        if (word is "ah")
            return "protocol/51";
        if (word is "sctp" or "dccp" || word.StartsWith("sctp/", StringComparison.Ordinal))
            return $"protocol/{(word is "dccp" ? 33 : 132)}: ports are told apart of tcp and udp alone";
        var parts = word.Split('/', ':', ' ');
        var protocol = Array.Find(parts, part => part is "tcp" or "udp");
        var ports = word.Replace("tcp", "", StringComparison.Ordinal).Replace("udp", "", StringComparison.Ordinal).Trim('/', ':', ' ');
        if (protocol is not null && ServiceCatalog.Find(ports) is { } known)
            return $"the name alone: {known.Name}";
        if (Ports(ports) is not { Count: > 0 } numbers)
            return null;
        return protocol is null
            ? $"with its protocol: {Written("tcp", numbers)} or {Written("udp", numbers)}"
            : $"the protocol comes first, a list goes in brackets: {Written(protocol, numbers)}";
    }

    public static string? Action(string text) => text.ToLowerInvariant() switch
    {
        "deny" or "block" or "discard" or "ignore" => "drop drops it silently, reject answers with an error",
        "allow" or "permit" or "pass" or "allowed" => "accept",
        "refuse" or "denied" => "reject",
        "masquerade" or "snat" or "dnat" => "accept here; addresses are translated by firewall nat",
        "log" => "accept, drop or reject, and log: true beside it",
        "return" or "continue" or "jump" => "the first rule that matches decides, and policies come after all rules",
        _ => null,
    };

    private static string Written(string protocol, List<string> ports) =>
        ports.Count == 1 ? $"{protocol}/{ports[0]}" : $"[{string.Join(", ", ports.Select(port => $"{protocol}/{port}"))}]";

    /// <summary>Null: no list of ports and ranges.</summary>
    private static List<string>? Ports(string text)
    {
        List<string> found = [];
        foreach (var one in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var range = one.Replace(':', '-');
            if (!PortRange.TryParse(range, out _))
                return null;
            found.Add(range);
        }
        return found;
    }
}
