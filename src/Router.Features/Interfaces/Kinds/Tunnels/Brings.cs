using Router.Documents.Checks;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>What a tunnel cannot have beside it that brings a line of its own: default route and addresses.</summary>
internal static class Brings
{
    public static void Check(Findings findings, string name, InterfaceConfig itself, string kind)
    {
        string[] path = ["interfaces", name];
        if (itself.Vrf is not null)
            findings.Refuse([.. path, "vrf"], $"what {kind} brings goes into the main table", "delete vrf");
        if (itself.Dhcp)
            findings.Refuse([.. path, "dhcp"], $"nobody answers DHCP on a {kind} tunnel", "delete dhcp");
        if (itself.Ipv6 is not null)
            findings.Refuse([.. path, "ipv6"], $"nobody advertises on a {kind} tunnel", "delete ipv6");
        if (itself.Delegated is not null)
            findings.Refuse([.. path, "delegated"], "a line is outside", "delete delegated");
    }
}
