namespace Router.Core.Config.Shapes;

/// <summary>Keys of other configurations (netplan, OpenWrt, VyOS, docker, firewalld), with the keys that say it here.</summary>
internal static class KeyAdvice
{
    private static readonly Dictionary<string, string[]> Ours = new()
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
    };

    /// <summary>How to mend a key that is not known; <paramref name="known"/>: those that may stand there.</summary>
    public static string Of(string key, IReadOnlyList<string> known)
    {
        var word = key.Replace('_', '-').ToLowerInvariant();
        if (word is "disabled" or "disable" or "enabled" or "enable" or "inactive")
            return "!inactive in front of a part takes its effect (deactivate PATH in the console); without it the part has effect";
        if (Ours.TryGetValue(word, out var ours) && ours.FirstOrDefault(known.Contains) is { } meant)
            return $"here it is {meant}";
        return Nearest.Find(key, known) is { } near ? $"did you mean {near}?" : $"keys here are {string.Join(", ", known)}";
    }
}
