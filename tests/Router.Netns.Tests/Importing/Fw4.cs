using System.Net;
using Router.Core.Flows;
using Router.Ctl.Importing.Uci;

namespace Router.Netns.Tests.Importing;

/// <summary>A packet of a new connection, by the zones of both ends; null: the router itself.</summary>
internal sealed record Probe(string? From, string? To, string Protocol, IPAddress Source, IPAddress Destination, int? Port);

/// <summary>
/// What OpenWrt's firewall does with a packet, worked out from its configuration in the order of the chains that fw4 makes: rules for any
/// source, rules of the zone, forwardings, what was translated, the zone's own policy, the default. Nothing of the import is asked.
/// </summary>
internal sealed class Fw4(UciFile file)
{
    public FlowVerdict Verdict(Probe probe)
    {
        var chain = probe.From is null ? "output" : probe.To is null ? "input" : "forward";
        var zone = probe.From ?? probe.To;
        if (Ruled(probe) is { } verdict)
            return verdict;
        if (chain == "forward" && file.Of("forwarding").Any(f => f.Value("src") == probe.From && f.Value("dest") == probe.To))
            return FlowVerdict.Accepted;
        // A zone's word for forwarding is about what stays in it.
        if (chain != "forward" || probe.From == probe.To)
            return Word(Zone(zone!).Value(chain) ?? Default(chain));
        return Word(Default(chain));
    }

    /// <summary>Of a packet to the router's own address: where it goes instead; null: it stays.</summary>
    public (IPAddress Host, int Port)? Redirected(Probe probe)
    {
        foreach (var redirect in file.Of("redirect"))
        {
            if (redirect.Value("src") == probe.From && Protocols(redirect).Contains(probe.Protocol)
                && redirect.Value("src_dport") == $"{probe.Port}")
                return (IPAddress.Parse(redirect.Value("dest_ip")!), int.Parse(redirect.Value("dest_port") ?? $"{probe.Port}"));
        }
        return null;
    }

    /// <summary>As <see cref="Verdict"/>, of a packet that was redirected: what the zone's rules leave over is accepted.</summary>
    public FlowVerdict VerdictOfRedirected(Probe probe) => Ruled(probe) ?? FlowVerdict.Accepted;

    private FlowVerdict? Ruled(Probe probe) => file.Of("rule")
        .Where(rule => rule.Is("enabled", otherwise: true))
        .OrderBy(rule => rule.Value("src") == "*" ? 0 : 1)
        .Where(rule => IsOf(rule, probe) && Matches(rule, probe))
        .Select(rule => (FlowVerdict?)Word(rule.Value("target")))
        .FirstOrDefault();

    private UciSection Zone(string name) => file.Of("zone").First(zone => zone.Value("name") == name);

    private string? Default(string chain) => file.Of("defaults").First().Value(chain);

    private static FlowVerdict Word(string? target) => target switch
    {
        "ACCEPT" => FlowVerdict.Accepted,
        "REJECT" => FlowVerdict.Rejected,
        _ => FlowVerdict.Dropped,
    };

    /// <summary>The rule is in a chain that the packet passes.</summary>
    private static bool IsOf(UciSection rule, Probe probe) => (rule.Value("src"), rule.Value("dest")) switch
    {
        (null, var to) => probe.From is null && (to is null or "*" || to == probe.To),
        (var from, null) => probe is { From: not null, To: null } && (from == "*" || from == probe.From),
        (var from, var to) => probe is { From: not null, To: not null } && (from == "*" || from == probe.From)
            && (to == "*" || to == probe.To),
    };

    private bool Matches(UciSection rule, Probe probe)
    {
        var protocols = Protocols(rule);
        if (protocols.Count > 0 && !protocols.Contains(probe.Protocol))
            return false;
        if (rule.Value("family") is "ipv6")
            return false;
        if (rule.Value("dest_port") is { } ports && !ports.Split(' ').Any(port => Holds(port, probe.Port)))
            return false;
        if (rule.Value("ipset") is { } set)
        {
            var section = file.Of("ipset").First(s => s.Value("name") == set.Split(' ')[0]);
            var end = section.Value("match")!.StartsWith("src", StringComparison.Ordinal) ? probe.Source : probe.Destination;
            if (!section.All("entry").Any(entry => IPNetwork.Parse(entry.Value).Contains(end)))
                return false;
        }
        return Within(rule, "src_ip", probe.Source) && Within(rule, "dest_ip", probe.Destination);
    }

    private static bool Within(UciSection rule, string option, IPAddress address) =>
        !rule.All(option).Any()
        || rule.All(option).Any(line => IPNetwork.TryParse(line.Value, out var network) ? network.Contains(address)
            : line.Value == $"{address}");

    private static List<string> Protocols(UciSection rule)
    {
        var words = rule.All("proto").SelectMany(line => line.Words).ToList();
        return words.Count == 0 ? ["tcp", "udp"] : words.Contains("all") ? [] : words;
    }

    private static bool Holds(string port, int? number) =>
        port.Split('-') is [var first, .. var rest] && number >= int.Parse(first) && number <= int.Parse(rest.Length > 0 ? rest[0] : first);
}
