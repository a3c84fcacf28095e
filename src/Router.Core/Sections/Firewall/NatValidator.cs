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
                && !subject.Config.Routes.Any(r => !r.Value.Blackhole && r.Key.PrefixLength > 0 && r.Key.Contains(forward.To)))
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

    private static void Collisions(ValidationSubject subject, Findings findings)
    {
        var forwards = subject.Config.Firewall.Nat.Forwards.ToList();
        for (var i = 1; i < forwards.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (forwards[i].Value.From == forwards[j].Value.From && Overlap(forwards[i].Value, forwards[j].Value))
                    findings.Refuse(
                        ["firewall", "nat", "forwards", forwards[i].Key, "service"], $"{forwards[j].Key} forwards some of it already",
                        "a port goes to one host");
            }
        }
    }

    private static bool Overlap(ForwardConfig a, ForwardConfig b) =>
        a.To.AddressFamily == b.To.AddressFamily
        && a.Service.SelectMany(s => s.Protocols).Any(p => b.Service.SelectMany(s => s.Protocols).Any(q => ServiceLists.Overlap(p, q)));
}
