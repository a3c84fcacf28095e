using Router.Core.State.Links;
using Router.Documents.Checks;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Kinds.Pppoe;

/// <summary>What a line by PPPoE cannot have beside it, and what cannot stand on it.</summary>
internal static class PppoeSurroundings
{
    public static void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig line)
    {
        string[] itself = ["interfaces", name];
        if (line.Addresses.Count > 0)
            findings.Refuse(
                [.. itself, "addresses"], "the provider gives the address of the line",
                "delete addresses; further ones belong to a loopback or to the network inside");
        if (line.Dhcp)
            findings.Refuse([.. itself, "dhcp"], "PPPoE brings address, default route and DNS servers by itself", "delete dhcp");
        if (line.Delegated is not null)
            findings.Refuse([.. itself, "delegated"], "a line is outside", "delete delegated; ask for a prefix by ipv6");
        if (line.Vrf is not null)
            findings.Refuse([.. itself, "vrf"], "what the provider gives would go into the main table", "delete vrf");
        if (line.Mtu > LinkSettings.EthernetMtu)
            findings.Refuse(
                [.. itself, "mtu"], $"{line.Mtu} is more than PPPoE takes, which is {LinkSettings.EthernetMtu} (RFC 4638)",
                "1492 is usual");
        if (line.On is { } on && around.Interfaces.TryGetValue(on, out var below))
            Below(around, findings, path, name, line, below);
        foreach (var (other, _) in around.Interfaces.Where(i => i.Value.Members.Any(member => member.Value == name)))
            findings.Refuse(["interfaces", other], $"{name} is a line by PPPoE, and no port", $"take {name} out of its ports");
        foreach (var (other, settings) in around.Interfaces.Where(i => i.Value.On == name))
            findings.Refuse(
                ["interfaces", other, "on"], $"{name} comes and goes with its sessions: nothing can stand on it",
                settings.Made is TunnelConfig ? $"delete on; underlay {name} follows the line's address"
                    : settings.Made?.On == OnUse.Optional ? "delete on: routes choose the line" : $"name {line.On ?? "the port"}");
    }

    private static void Below(
        ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig line, InterfaceConfig below)
    {
        if (below.Virtual.Keys.FirstOrDefault(
            kind => kind is "gre" or "ipip" or "6in4" or "6rd" or "dslite" or "wireguard" or "pppoe" or "dummy") is { } kind)
            findings.Refuse(["interfaces", name, "on"], $"{line.On} is a {kind}, which carries no Ethernet", "name a port or a VLAN");
        var twin = around.Interfaces.TakeWhile(i => i.Key != name)
            .FirstOrDefault(i => i.Value.On == line.On && i.Value.Made is PppoeConfig);
        if (twin.Key is not null)
            findings.Refuse(path, $"{twin.Key} calls over {line.On} already", "a link has one line; give the other one a VLAN of its own");
    }
}
