using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>What an interface stands on, what it is made of, and the VLANs of a bridge's ports.</summary>
internal static class InterfaceLinks
{
    public static void Check(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            On(subject, findings, name, config);
            Vlans(findings, name, config);
            foreach (var (key, made) in config.Virtual)
                made.Check(subject, findings, ["interfaces", name, key], name, config);
        }
        Members(subject, findings);
        Claims(subject, findings);
    }

    /// <summary>Links of different kinds that want the same; of one kind its own check knows.</summary>
    private static void Claims(ValidationSubject subject, Findings findings)
    {
        var taken = new Dictionary<string, (string Name, string Key, LinkClaim Claim)>();
        foreach (var (name, config) in subject.Config.Interfaces.Where(i => i.Value.Virtual.Count == 1))
        {
            var key = config.Virtual.Keys.First();
            foreach (var claim in config.Made!.Settings(VirtualContext.OnPaper(name, config))!.Claims)
            {
                if (!taken.TryAdd(claim.What, (name, key, claim)) && taken[claim.What] is var (other, otherKey, held)
                    && otherKey != key && claim.Excludes(held))
                    findings.Refuse(["interfaces", name, key], $"{other} has {claim.What} already", "choose another one");
            }
        }
    }

    private static void On(ValidationSubject subject, Findings findings, string name, InterfaceConfig config)
    {
        string[] path = ["interfaces", name, "on"];
        var use = config.Made?.On ?? OnUse.None;
        if (config.On is not { } on)
        {
            if (use == OnUse.Required)
                findings.Refuse(["interfaces", name], $"a {config.Virtual.Keys.First()} stands on another interface", "add on");
        }
        else if (use == OnUse.None && IsSomething(config))
        {
            findings.Refuse(path, "only VLANs, tunnels and PPPoE stand on an interface", "delete on");
        }
        else if (use != OnUse.None && !subject.Config.Interfaces.ContainsKey(on))
        {
            findings.Unknown(path, "interface", on, subject.Config.Interfaces.Keys.Where(k => k != name));
        }
        else if (subject.Config.Interfaces.TryGetValue(on, out var below) && below.Loopback)
        {
            findings.Refuse(path, $"{on} is the loopback", "name an interface with a link");
        }
        else if (StandsOnItself(subject, name, on))
        {
            findings.Refuse(path, $"{on} stands on {name}", "name an interface that does not");
        }
    }

    /// <summary>One that could not be read says nothing of what it is.</summary>
    private static bool IsSomething(InterfaceConfig config) => config.Kind != InterfaceKind.Ethernet || config.Device is not null;

    private static bool StandsOnItself(ValidationSubject subject, string name, string? on)
    {
        for (var steps = 0; on is not null && steps <= subject.Config.Interfaces.Count; steps++)
        {
            if (on == name)
                return true;
            on = subject.Config.Interfaces.GetValueOrDefault(on)?.On;
        }
        return false;
    }

    private static void Vlans(Findings findings, string name, InterfaceConfig config)
    {
        if (config.Vlans.Count > 0 && config.Bridge is null)
            findings.Refuse(["interfaces", name, "vlans"], "only a bridge gives VLANs to its ports", "delete vlans, or make it a bridge");
        foreach (var (port, vlans) in config.Vlans.Where(_ => config.Bridge is not null))
        {
            string[] path = ["interfaces", name, "vlans", $"{port}"];
            if (port.Value != name && !config.Bridge!.Contains(port))
                findings.Unknown(path, "port", $"{port}", config.Bridge!.Select(p => $"{p}").Append(name));
            if (vlans.Untagged is { } own && vlans.Tagged.Contains(own))
                findings.Refuse([.. path, "untagged"], $"VLAN {own} is tagged already", "delete one of the two");
        }
    }

    /// <summary>A port of a bridge or bond carries frames of others, and is nothing by itself.</summary>
    private static void Members(ValidationSubject subject, Findings findings)
    {
        foreach (var (owner, config) in subject.Config.Interfaces)
        {
            foreach (var port in config.Members.Where(p => p.Kind == DeviceReferenceKind.Name).Select(p => p.Value))
            {
                if (!subject.Config.Interfaces.TryGetValue(port, out var member) || !member.HasOwnName)
                    continue;
                string[] path = ["interfaces", port];
                if (port == owner || member.Bridge is not null)
                    findings.Refuse(
                        InterfacePorts.PathOf(owner, config, new DeviceReference(DeviceReferenceKind.Name, port)),
                        port == owner ? "is its own port" : $"{port} is a bridge itself", "name a port");
                if (!NeighbourValidator.HasFrames(member))
                    findings.Refuse(
                        InterfacePorts.PathOf(owner, config, new DeviceReference(DeviceReferenceKind.Name, port)),
                        $"{port} is a {member.Virtual.Keys.First()}, which carries no Ethernet",
                        "name a port, or a tunnel of frames: gretap, vxlan");
                if (member.Zone is not null)
                    findings.Refuse([.. path, "zone"], $"is a port of {owner}, whose zone counts", "delete zone");
                if (member.Addresses.Count > 0)
                    findings.Refuse([.. path, "addresses"], $"is a port of {owner}, which has the addresses", "delete addresses");
            }
        }
    }
}
