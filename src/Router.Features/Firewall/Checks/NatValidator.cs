using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.Firewall.Checks;

/// <summary>Masquerade and port forwards.</summary>
internal sealed class NatValidator : SectionValidator
{
    public NatValidator()
    {
        Check(
            (subject, findings) => subject.CheckZones(findings, ["firewall", "nat", "masquerade"], subject.Config.Firewall.Nat.Masquerade));
        Check(Targets);
        Check(ForwardSources);
        Check(TranslationChecks.Options);
        Check(TranslationChecks.Prefixes);
        Check(Ports);
        Check(Collisions);
        Check(TranslationChecks.Check);
    }

    private static void Targets(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, forward) in subject.Config.Firewall.Nat.Forwards)
        {
            if (!subject.Zones.Contains(forward.From))
                subject.CheckZone(findings, PathOf(name, "from"), forward.From, router: false);
            if (forward.Service.Count > 1)
                ServiceLists.CheckTwice(findings, PathOf(name, "service"), forward.Service);
            if (Problem(subject, forward.To) is { } problem)
                findings.Refuse(PathOf(name, "to"), $"{forward.To} {problem.Message}", problem.Hint);
        }
    }

    private static void ForwardSources(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, forward) in subject.Config.Firewall.Nat.Forwards)
        {
            if (forward.Source.Count > 0)
                TranslationChecks.Sources(
                    subject, findings, PathOf(name, "source"), forward.Source,
                    forward.To.AddressFamily == AddressFamily.InterNetworkV6, $"{forward.To}");
            if (forward is { Log: false, LogPrefix: not null })
                findings.Refuse(PathOf(name, "log-prefix"), "nothing is written to the log", "add log: true, or delete log-prefix");
            if (forward is { Log: false, LogLimit: not null })
                findings.Refuse(PathOf(name, "log-limit"), "nothing is written to the log", "add log: true, or delete log-limit");
        }
    }

    /// <summary>Made for what is refused: ten thousand forwards mostly are not.</summary>
    private static string[] PathOf(string forward, string key) => ["firewall", "nat", "forwards", forward, key];

    private static (string Message, string Hint)? Problem(ValidationSubject subject, IPAddress to)
    {
        if (subject.IsOwn(to))
            return ("is the router itself", "a rule that accepts the service does this without a forward");
        var connected = subject.NetworkOf(to);
        if ((HostAddresses.Wrong(to) ?? (connected is null ? null : HostAddresses.Wrong(to, connected.Network))) is { } wrong)
            return (wrong, "name the address of a host");
        return connected is not null || IsRouted(subject, to)
            ? null
            : ("is on no connected network and behind no route", "check the address");
    }

    private static bool IsRouted(ValidationSubject subject, IPAddress address) =>
        subject.Config.Routes.Any(r => !r.Value.IsDeadEnd && r.Key.PrefixLength > 0 && r.Key.Contains(address));

    private static void Ports(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, forward) in subject.Config.Firewall.Nat.Forwards)
        {
            foreach (var service in forward.Service)
            {
                if (HasNoPorts(service))
                    findings.Refuse(
                        [.. PathOf(name, "service"), service.Name], $"{service.Name} has no ports to forward",
                        "name services over TCP or UDP");
            }
            if (forward.ToPort is not null && !IsOnePort(forward.Service))
                findings.Refuse(
                    PathOf(name, "to-port"), "several ports cannot go to one",
                    "make a forward for each, or leave to-port out");
        }
    }

    private static bool HasNoPorts(ServiceMatch service)
    {
        foreach (var protocol in service.Protocols)
        {
            if (protocol.Ports is null)
                return true;
        }
        return false;
    }

    private static bool IsOnePort(ValueList<ServiceMatch> services)
    {
        PortRange? only = null;
        foreach (var service in services)
        {
            foreach (var protocol in service.Protocols)
            {
                if (protocol.Ports is not { } ports)
                    continue;
                if (ports.First != ports.Last || (only is { } other && other != ports))
                    return false;
                only = ports;
            }
        }
        return true;
    }

    /// <summary>Sorted by zone, family, protocol and port: neighbours that overlap are forwards of the same port.</summary>
    private static void Collisions(ValidationSubject subject, Findings findings)
    {
        var claims = Claims(subject.Config.Firewall.Nat.Forwards);
        claims.Sort();
        for (var i = 1; i < claims.Count; i++)
        {
            var (widest, claim) = (claims[i - 1], claims[i]);
            if (!claim.IsBeside(widest))
                continue;
            if (claim.First <= widest.Last && claim.Name != widest.Name)
                Report(findings, widest, claim);
            if (claim.Last < widest.Last)
                claims[i] = widest;
        }
    }

    private static List<Claim> Claims(ValueMap<string, ForwardConfig> forwards)
    {
        List<Claim> claims = new(forwards.Count);
        foreach (var (name, forward) in forwards)
        {
            // Those that are for some alone come first, in their order.
            if (forward.Source.Count > 0)
                continue;
            var order = claims.Count;
            foreach (var service in forward.Service)
            {
                foreach (var protocol in service.Protocols)
                    claims.Add(new(order, name, forward, protocol));
            }
        }
        return claims;
    }

    /// <summary>Of the two the one that stands later in the document is the problem.</summary>
    private static void Report(Findings findings, Claim one, Claim two)
    {
        var (first, second) = one.Order < two.Order ? (one, two) : (two, one);
        findings.Refuse(PathOf(second.Name, "service"), $"{first.Name} forwards some of it already", "a port goes to one host");
    }

    /// <summary>Ports that a forward takes.</summary>
    private readonly struct Claim(int order, string name, ForwardConfig forward, ProtocolMatch protocol) : IComparable<Claim>
    {
        private readonly string zone = forward.From;

        /// <summary>Family and protocol. Ten thousand forwards are compared a hundred thousand times.</summary>
        private readonly int kind = ((int)forward.To.AddressFamily << 8) | (int)protocol.Protocol;

        public int Order => order;

        public string Name => name;

        public ushort First { get; } = protocol.Ports?.First ?? 0;

        public ushort Last { get; } = protocol.Ports?.Last ?? ushort.MaxValue;

        /// <summary>The two could be after the same packets.</summary>
        public bool IsBeside(Claim other) => kind == other.kind && zone == other.zone;

        public int CompareTo(Claim other)
        {
            var difference = ReferenceEquals(zone, other.zone) ? 0 : string.CompareOrdinal(zone, other.zone);
            if (difference == 0)
                difference = kind.CompareTo(other.kind);
            if (difference == 0)
                difference = First.CompareTo(other.First);
            return difference != 0 ? difference : Order.CompareTo(other.Order);
        }
    }
}
