namespace Router.Features.Firewall.Build;

/// <summary>Places of the document that make rules, as words. Where a rule stands for several entries it is what holds these.</summary>
internal static class Places
{
    public static readonly string[]
        Masquerade = ["firewall", "nat", "masquerade"], Forwards = ["firewall", "nat", "forwards"],
        OneToOne = ["firewall", "nat", "one-to-one"], Translations = ["firewall", "nat"], Services = ["services"],
        Interfaces = ["interfaces"], Tables = ["routing", "tables"], Uplinks = ["routing", "uplinks"], Meshes = ["mesh"],
        IgmpProxy = ["services", "igmp-proxy"];

    public static string[] Rule(string name) => ["firewall", "rules", name];

    public static string[] Forward(string name) => ["firewall", "nat", "forwards", name];

    public static string[] Prefix(string name) => ["firewall", "nat", "prefixes", name];

    public static string[] Mss(string zone) => ["firewall", "mss", zone];

    public static string[] Mark(string name) => ["firewall", "marks", name];

    public static string[] Policy(ZonePair pair) => ["firewall", "policies", $"{pair}"];

    public static string[] Helper(string name) => ["firewall", "helpers", name];

    public static string[] SourceNat(string name) => ["firewall", "nat", "source", name];

    public static string[] Vrf(string name) => ["routing", "vrfs", name];

    public static string[] Redirect(string mesh) => ["mesh", mesh, "redirect"];

    public static string[] FastPath(FirewallConfig firewall) =>
        ["firewall", firewall.FastPath is null ? "offload" : "fast-path"];
}
