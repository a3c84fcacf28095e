using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>Keys of netplan, OpenWrt, VyOS, docker and firewalld.</summary>
public static class OtherProducts
{
    public static readonly ForeignKeys Keys = new(new Dictionary<string, string[]>
    {
        ["src"] = ["source", "from"],
        ["saddr"] = ["source"],
        ["dst"] = ["destination", "to"],
        ["dest"] = ["destination", "to"],
        ["daddr"] = ["destination"],
        ["in"] = ["from"],
        ["iif"] = ["from"],
        ["iifname"] = ["from"],
        ["in-interface"] = ["from"],
        ["out"] = ["to"],
        ["oif"] = ["to"],
        ["oifname"] = ["to"],
        ["out-interface"] = ["to"],
        ["proto"] = ["service"],
        ["protocol"] = ["service"],
        ["port"] = ["service"],
        ["ports"] = ["service"],
        ["dport"] = ["service"],
        ["sport"] = ["service"],
        ["target"] = ["action"],
        ["policy"] = ["action", "policies"],
        ["verdict"] = ["action"],
        ["address"] = ["addresses"],
        ["ip"] = ["addresses", "address"],
        ["ipaddr"] = ["addresses", "address"],
        ["ip4"] = ["addresses"],
        ["gateway"] = ["via"],
        ["gw"] = ["via"],
        ["nexthop"] = ["via"],
        ["next-hop"] = ["via"],
        ["dev"] = ["interface", "device"],
        ["ifname"] = ["device", "interface"],
        ["macaddress"] = ["mac", "device"],
        ["hwaddr"] = ["mac"],
        ["nameserver"] = ["upstream", "dns"],
        ["nameservers"] = ["upstream", "dns"],
        ["dns-servers"] = ["upstream", "dns"],
        ["forwarders"] = ["upstream"],
        ["timezone"] = ["time-zone"],
        ["host-name"] = ["hostname"],
        ["login"] = ["users"],
        ["static-routes"] = ["routes"],
        ["vlan-id"] = ["vlan"],
        ["bridge-ports"] = ["bridge"],
        ["members"] = ["bridge"],
        ["rule"] = ["rules"],
        ["zones"] = ["policies", "zone"],
        ["port-forward"] = ["forwards", "nat"],
    });
}
