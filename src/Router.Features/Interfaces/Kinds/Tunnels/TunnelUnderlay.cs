using System.Net.Sockets;
using Router.Documents.Checks;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>The interface that a tunnel's packets leave by has an address of their family.</summary>
internal static class TunnelUnderlay
{
    public static void Check(ILinkSurroundings around, Findings findings, string[] path, string name, TunnelConfig tunnel)
    {
        var family = Words(tunnel.Family);
        if (tunnel.Local is { } local && local.AddressFamily != tunnel.Family)
            findings.Refuse([.. path, "local"], $"{local} is no {family} address", $"its packets go over {family}");
        if (tunnel.OtherEnd is { } remote && remote.AddressFamily != tunnel.Family)
            findings.Refuse([.. path, "remote"], $"{remote} is no {family} address", $"its packets go over {family}");
        if (tunnel is { Local: null, Over: null, NeedsLocal: true })
            findings.Refuse(path, "does not say which address its packets leave with", "add underlay, or local");
        if (tunnel.Over is not { } over)
            return;
        string[] at = [.. path, "underlay"];
        if (tunnel.Local is not null)
            findings.Refuse(at, "local says the address already", "delete one of the two");
        else if (over == name)
            findings.Refuse(at, "a tunnel does not go over itself", "name the interface that its packets leave by");
        else if (!around.Interfaces.TryGetValue(over, out var underlay))
            findings.Unknown(at, "interface", over, around.Interfaces.Keys.Where(k => k != name));
        else if (underlay.Loopback)
            findings.Refuse(at, $"{over} is the loopback, nobody is behind it", "name an interface with a link, or say local");
        else if (GoesOver(around, underlay, name))
            findings.Refuse(at, $"{over} goes over {name}", "name an interface that does not");
        else if (!Has(underlay, tunnel.Family))
            findings.Refuse(
                at, $"{over} has no {family} address",
                tunnel.Family == AddressFamily.InterNetwork ? "give it an address, or dhcp: true" : "give it an address, or ipv6: {}");
    }

    public static string Words(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";

    /// <summary>A fixed address, or one that is given.</summary>
    private static bool Has(InterfaceConfig underlay, AddressFamily family) =>
        underlay.Addresses.Any(a => a.Address.AddressFamily == family && !a.Address.IsIPv6LinkLocal)
        || (family == AddressFamily.InterNetwork ? underlay.LearnsIPv4 : underlay.Ipv6 is not null || underlay.Delegated is not null);

    private static bool GoesOver(ILinkSurroundings around, InterfaceConfig underlay, string name)
    {
        var next = underlay.Made?.Underlay ?? underlay.On;
        for (var steps = 0; next is not null && steps <= around.Interfaces.Count; steps++)
        {
            if (next == name)
                return true;
            next = around.Interfaces.TryGetValue(next, out var below) ? below.Made?.Underlay ?? below.On : null;
        }
        return false;
    }
}
