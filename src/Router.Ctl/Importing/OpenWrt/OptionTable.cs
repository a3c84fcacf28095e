using System.Text.RegularExpressions;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// Options of which nothing has to be worked out: what a router of ours does anyway, and what no document says yet. A line each: file,
/// section, options, values (<c>.*</c>: any), fate, why.
/// </summary>
internal static class OptionTable
{
    private const Fate Always = Fate.AlwaysSo, Never = Fate.NotSayable, Against = Fate.Contradicts;

    private const string Off = "0|off|false|no|disabled|", On = "1|on|true|yes|enabled", Any = "(?s).*";

    private static readonly Row[] Rows =
    [
        new("network", "interface", "peerdns|defaultroute|delegate|ipv6", On, Always, "a line from outside brings them"),
        new("network", "interface", "force_link|bridge_empty|_orig_.*|stp|igmp_snooping|ipv6", $"{Off}|{On}", Always,
            "made by the kernel's own rules"),
        new("network", "interface", "keepalive", Any, Always, "a session is looked after, and made again when it is gone"),
        new("network", "interface", "demand|pppd_options", Any, Never, "there is no word for it: a session is always there"),
        new("network", "interface", "macaddr", Any, Never, "say it of the port that the session is over"),
        new("network", "interface", "tunnelid|username|password|updatekey", Any, Never,
            "a broker is told a new address by services dynamic-dns"),
        new("network", "interface", "encaplimit|df|icsum|ocsum|iseqno|oseqno|tos", Any, Never, "there is no word for it in a tunnel"),
        new("network", "interface", "hostname|vendorid|clientid", "", Always, "the client's own"),
        new("network", "interface", "broadcast", Off, Always, "without a word"),
        new("network", "interface", "sendopts", Any, Never, "an option has a number and bytes in hexadecimal"),
        new("network", "interface", "hostname|vendorid|clientid|reqopts|broadcast", Any, Never, "no DHCP client (IPv4) says it here"),
        new("network", "interface", "metric", Any, Never, "only routes of a lease take it; several lines are routing uplinks"),
        new("network", "interface", "ip6ifaceid", "::1", Always, "the router is ::1"),
        new("network", "interface", "ip6ifaceid", Any, Never, "the lower half of an address, such as ::1, of a delegated prefix"),
        new("network", "globals", "steering_flows|dhcp_default_duid", Any, Always, "the kernel's and the client's own"),
        new("network", "globals", "ula_prefix", Any, Never, "no interface takes a network of it"),
        new("network", "device", "ipv6|bridge_empty|acceptlocal|stp|igmp_snooping|vlan_filtering", $"{Off}|{On}", Always,
            "made by the kernel's own rules"),
        new("network", "device", "speed|duplex|autoneg|pause|rxpause|txpause|gro|eee", Any, Never,
            "a bridge says what its ports do, for all of them"),
        new("network", "switch|switch_vlan|switch_port", ".*", Any, Never,
            "ports of a switch are links of their own here: name them by --board"),
        new("wireless", ".*", ".*", Any, Never, "there is no word for Wi-Fi yet"),
        new("firewall", "defaults", "syn_flood|synflood_protect|tcp_syncookies", On, Always, "SYN cookies"),
        new("firewall", "defaults", "synflood_rate|synflood_burst", Any, Always, "SYN cookies"),
        new("firewall", "defaults", "drop_invalid", On, Always, "invalid packets are dropped"),
        new("firewall", "defaults", "drop_invalid", Off, Against, "invalid packets are dropped"),
        new("firewall", "defaults", "flow_offloading|flow_offloading_hw|accept_redirects|accept_source_route|custom_chains|auto_includes",
            Off, Always, "without a word"),
        new("firewall", "defaults", "tcp_window_scaling|tcp_ecn|auto_helper|tcp_reject_code|any_reject_code", Any, Always,
            "the kernel's own"),
        new("firewall", "zone", "mtu_fix", On, Always, "the largest segment follows the route"),
        new("firewall", "zone", "mtu_fix", Off, Against, "the largest segment follows the route always"),
        new("firewall", "zone", "conntrack|masq_allow_invalid|log|masq6|auto_helper", Off, Always, "without a word"),
        new("firewall", "zone", "conntrack", On, Always, "connections are tracked"),
        new("firewall", "zone", "family", "any", Always, "both families"),
        new("firewall", "include", ".*", Any, Never, "a script that changes the firewall"),
        new("firewall", "ipset", "family|storage|maxelem|hashsize|counters|comment", Any, Always, "follows from the addresses"),
        new("dhcp", "dnsmasq", "domainneeded|boguspriv|localise_queries|authoritative|readethers|localservice|expandhosts", Any, Always,
            "the resolver's own way"),
        new("dhcp", "dnsmasq", "nonwildcard|rebind_localhost|sequential_ip|confdir|logqueries|quietdhcp|dhcpleasemax|noresolv", Any, Always,
            "the resolver's own way"),
        new("dhcp", "dnsmasq", "leasefile|resolvfile|ednspacket_max|nonegcache|filterwin2k", Any, Always, "the resolver's own way"),
        new("dhcp", "dnsmasq", "enable_tftp", Off, Always, "without a word"),
        new("dhcp", "dnsmasq", "tftp_root", Any, Never, "files are below /data/tftp here, or in a file share: copy them there"),
        new("dhcp", "dnsmasq", "filter_a|filter_aaaa|allservers|strictorder|dnssec", Off, Always, "without a word"),
        new("dhcp", "dhcp", "force|dynamicdhcp|ra_default|ra_management|master|networkid", Any, Always, "follows from the rest"),
        new("dhcp", "odhcpd", "maindhcp", Off, Always, "dnsmasq serves IPv4"),
        new("dhcp", "odhcpd", "leasefile|leasetrigger|loglevel|piodir|hostsdir|hostsfile|piofolder", Any, Always, "the server's own files"),
        new("system", "system", "ttylogin|urandom_seed|compat_version|conloglevel|cronloglevel|klogconloglevel|log_buffer_size", Any,
            Always, "the system's own"),
        new("system", "system", "log_file|log_type|log_hostname|log_trailer_null|log_prefix", Any, Never,
            "there is no word for it: system log keep has the log outlive a boot"),
        new("system", "system", "description|notes", Any, Never, "a remark about the router is a comment of the document"),
        new("system", "led", ".*", Any, Never, "there is no word for it of a lamp"),
        new("system", "gpio_switch|button|rngd", ".*", Any, Never, "there is no word for buttons"),
        new("system", "timeserver", "use_dhcp", Any, Never, "time servers are named by the document"),
        new("dropbear", "dropbear", "BannerFile|GatewayPorts|IdleTimeout|SSHKeepAlive|MaxAuthTries|RecvWindowSize|verbose|mdns|keyfile",
            Any, Never, "there is no word for it"),
        new("uhttpd|luci|rpcd|ubootenv|ucitrack|fstab", ".*", ".*", Any, Never, "this file has no counterpart"),
    ];

    /// <summary>Of lines that nothing else has said anything of: each has a fate in the end.</summary>
    public static void Apply(ImportContext context)
    {
        foreach (var file in context.Files.Configs)
        {
            foreach (var (line, fault) in file.Faults)
                context.Ledger.Say(line, Never, $"the line {fault}");
            foreach (var section in file.Sections)
                Apply(context, section);
        }
    }

    private static void Apply(ImportContext context, UciSection section)
    {
        foreach (var line in section.Lines.Where(line => !context.Ledger.Knows(line.Source)))
        {
            if (!line.IsList && section.Find(line.Name) is { } last && !ReferenceEquals(last, line))
                context.Say(line, Against, $"line {last.Source.Line} says it again, which counts");
            var row = Array.Find(Rows, row => row.IsAbout(section, line));
            context.Say(line, row?.Fate ?? Never, row?.Why ?? "there is no word for it");
        }
        if (section.Lines.Count == 0)
            context.Ledger.Say(section.Source, Never, "says nothing");
    }

    private sealed record Row(string Package, string Type, string Options, string Values, Fate Fate, string Why)
    {
        private readonly Regex package = Whole(Package), type = Whole(Type), options = Whole(Options), values = Whole(Values);

        public bool IsAbout(UciSection section, UciLine line) =>
            package.IsMatch(section.Package) && type.IsMatch(section.Type) && options.IsMatch(line.Name)
            && values.IsMatch(line.Value.ToLowerInvariant());

        private static Regex Whole(string pattern) => new($"^(?:{pattern})\\z", RegexOptions.CultureInvariant);
    }
}
