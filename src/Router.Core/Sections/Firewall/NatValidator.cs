using Router.Core.Config.Validation;

namespace Router.Core.Sections.Firewall;

/// <summary>Masquerade and port forwards.</summary>
internal sealed class NatValidator : SectionValidator
{
    public NatValidator()
    {
        Check(
            (subject, findings) => subject.CheckZones(findings, ["firewall", "nat", "masquerade"], subject.Config.Firewall.Nat.Masquerade));
        Check(Targets);
        Check(Ports);
        Check(Collisions);
        Check(TranslationChecks.Check);
    }

    private static void Targets(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, forward) in subject.Config.Firewall.Nat.Forwards)
        {
            string[] path = ["firewall", "nat", "forwards", name];
            subject.CheckZone(findings, [.. path, "from"], forward.From, router: false);
            ServiceLists.CheckTwice(findings, [.. path, "service"], forward.Service);
            if (subject.IsOwn(forward.To))
                findings.Refuse(
                    [.. path, "to"], $"{forward.To} is the router itself", "a rule that accepts the service does this without a forward");
            else if (subject.NetworkOf(forward.To) is null
                && !subject.Config.Routes.Any(r => !r.Value.IsDeadEnd && r.Key.PrefixLength > 0 && r.Key.Contains(forward.To)))
                findings.Refuse([.. path, "to"], $"{forward.To} is on no connected network and behind no route", "check the address");
        }
    }

    private static void Ports(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, forward) in subject.Config.Firewall.Nat.Forwards)
        {
            string[] path = ["firewall", "nat", "forwards", name];
            foreach (var service in forward.Service.Where(s => s.Protocols.Any(p => p.Ports is null)))
                findings.Refuse(
                    [.. path, "service", service.Name], $"{service.Name} has no ports to forward", "name services over TCP or UDP");
            var ports = forward.Service.SelectMany(s => s.Protocols).Select(p => p.Ports).Distinct().ToList();
            if (forward.ToPort is not null && (ports.Count > 1 || ports.Any(p => p is { } range && range.First != range.Last)))
                findings.Refuse([.. path, "to-port"], "several ports cannot go to one", "make a forward for each, or leave to-port out");
        }
    }

    /// <summary>Per zone, family and protocol, sorted by port: neighbours that overlap are forwards of the same port.</summary>
    private static void Collisions(ValidationSubject subject, Findings findings)
    {
        var groups = subject.Config.Firewall.Nat.Forwards
            .SelectMany(
                (forward, order) => forward.Value.Service.SelectMany(s => s.Protocols).Distinct().Select(
                    p => new Claim(order, forward.Key, forward.Value, p)))
            .GroupBy(claim => (claim.Forward.From, claim.Forward.To.AddressFamily, claim.Protocol.Protocol));
        foreach (var group in groups)
        {
            Claim? widest = null;
            foreach (var claim in group.OrderBy(c => c.First).ThenBy(c => c.Order))
            {
                if (widest is not null && claim.First <= widest.Last && claim.Name != widest.Name)
                    Report(findings, widest, claim);
                if (widest is null || claim.Last > widest.Last)
                    widest = claim;
            }
        }
    }

    /// <summary>Of the two the one that stands later in the document is the problem.</summary>
    private static void Report(Findings findings, Claim one, Claim two)
    {
        var (first, second) = one.Order < two.Order ? (one, two) : (two, one);
        findings.Refuse(
            ["firewall", "nat", "forwards", second.Name, "service"],
            $"{first.Name} forwards some of it already",
            "a port goes to one host");
    }

    /// <summary>Ports that a forward takes.</summary>
    private sealed record Claim(int Order, string Name, ForwardConfig Forward, ProtocolMatch Protocol)
    {
        public ushort First => Protocol.Ports?.First ?? 0;

        public ushort Last => Protocol.Ports?.Last ?? ushort.MaxValue;
    }
}
