using System.Collections.Frozen;
using System.Globalization;

namespace Router.Features.SystemSettings;

/// <summary>
/// What <c>system sysctl</c> may say: settings of the kernel known to be useful on a router and to break nothing of what the document says
/// elsewhere (Documentation/admin-guide/sysctl, Documentation/networking/ip-sysctl.rst).
/// </summary>
internal static class SysctlNames
{
    /// <summary>Null: the value is one; otherwise what is wrong, to stand behind it.</summary>
    private delegate string? Rule(string value);

    private static readonly FrozenDictionary<string, Rule> Rules = new Dictionary<string, Rule>
    {
        ["fs.file-max"] = Number(8192, int.MaxValue),
        ["fs.inotify.max_user_instances"] = Number(128, 65_536),
        ["fs.inotify.max_user_watches"] = Number(8192, 1_048_576),
        ["kernel.panic"] = Number(1, 3600),
        ["kernel.panic_on_oops"] = Number(0, 1),
        ["kernel.printk_ratelimit"] = Number(0, 3600),
        ["net.core.netdev_budget"] = Number(50, 10_000),
        ["net.core.netdev_budget_usecs"] = Number(500, 100_000),
        ["net.core.netdev_max_backlog"] = Number(100, 1_000_000),
        ["net.core.optmem_max"] = Number(4096, 16_777_216),
        ["net.core.rmem_default"] = Number(4096, 67_108_864),
        ["net.core.rmem_max"] = Number(4096, 268_435_456),
        ["net.core.somaxconn"] = Number(16, 65_535),
        ["net.core.wmem_default"] = Number(4096, 67_108_864),
        ["net.core.wmem_max"] = Number(4096, 268_435_456),
        ["net.ipv4.icmp_ratelimit"] = Number(0, 60_000),
        ["net.ipv4.igmp_max_memberships"] = Number(10, 10_000),
        ["net.ipv4.igmp_max_msf"] = Number(5, 1000),
        ["net.ipv4.ip_default_ttl"] = Number(32, 255),
        ["net.ipv4.ip_local_port_range"] = Ports,
        ["net.ipv4.tcp_congestion_control"] = OneOf("cubic", "bbr", "reno"),
        ["net.ipv4.tcp_ecn"] = Number(0, 2),
        ["net.ipv4.tcp_fastopen"] = Number(0, 3),
        ["net.ipv4.tcp_fin_timeout"] = Number(5, 600),
        ["net.ipv4.tcp_keepalive_intvl"] = Number(1, 3600),
        ["net.ipv4.tcp_keepalive_probes"] = Number(1, 50),
        ["net.ipv4.tcp_keepalive_time"] = Number(10, 86_400),
        ["net.ipv4.tcp_max_syn_backlog"] = Number(64, 65_536),
        ["net.ipv4.tcp_mtu_probing"] = Number(0, 2),
        ["net.ipv4.tcp_slow_start_after_idle"] = Number(0, 1),
        ["net.ipv4.tcp_syn_retries"] = Number(1, 20),
        ["net.ipv4.tcp_synack_retries"] = Number(1, 20),
        ["net.ipv6.icmp.ratelimit"] = Number(0, 60_000),
        ["net.ipv6.mld_max_msf"] = Number(5, 1000),
        ["vm.dirty_background_ratio"] = Number(1, 50),
        ["vm.dirty_ratio"] = Number(2, 80),
        ["vm.min_free_kbytes"] = Number(1024, 1_048_576),
        ["vm.overcommit_memory"] = Number(0, 1),
        ["vm.swappiness"] = Number(0, 200),
        ["vm.vfs_cache_pressure"] = Number(1, 1000),
    }.ToFrozenDictionary();

    /// <summary>By the beginning of a name: who sets what begins so. The longest that fits counts.</summary>
    private static readonly (string Prefix, string Owner)[] Owners =
    [
        ("net.ipv4.ip_forward", "the router always forwards; firewall policies say what"),
        ("net.ipv4.conf.", "system hardening says it for all links"),
        ("net.ipv6.conf.", "interfaces NAME ipv6 and system hardening say it"),
        ("net.ipv4.tcp_syncookies", "system hardening syn-cookies says it"),
        ("net.ipv4.tcp_timestamps", "system hardening tcp-timestamps says it"),
        ("net.ipv4.tcp_rfc1337", "system hardening time-wait-guard says it"),
        ("net.ipv4.icmp_echo_ignore_broadcasts", "system hardening answer-broadcasts says it"),
        ("net.ipv4.tcp_l3mdev_accept", "it follows from routing vrfs"),
        ("net.ipv4.udp_l3mdev_accept", "it follows from routing vrfs"),
        ("net.ipv4.fib_multipath_hash_policy", "it follows from routes with several ways"),
        ("net.ipv6.fib_multipath_hash_policy", "it follows from routes with several ways"),
        ("net.ipv4.neigh.", "it follows from the peers of meshes"),
        ("net.ipv6.neigh.", "it follows from the peers of meshes"),
        ("net.bridge.", "what a bridge switches is no business of the firewall"),
        ("net.netfilter.nf_conntrack_", "system conntrack says it"),
        ("net.nf_conntrack_max", "system conntrack max says it"),
        ("net.core.default_qdisc", "interfaces NAME shaping says it"),
        ("kernel.hostname", "system hostname says it"),
        ("kernel.modprobe", "who sets it runs programs as root"),
        ("kernel.core_pattern", "who sets it runs programs as root"),
    ];

    public static IEnumerable<string> All => Rules.Keys.Order(StringComparer.Ordinal);

    public static bool Has(string name) => Rules.ContainsKey(name);

    /// <summary>In words that say where the setting comes from; null: nobody sets it.</summary>
    public static string? Owner(string name) => Owners
        .Where(owner => name.StartsWith(owner.Prefix, StringComparison.Ordinal))
        .OrderByDescending(owner => owner.Prefix.Length)
        .Select(owner => owner.Owner)
        .FirstOrDefault();

    /// <summary>Null: the value is fine, or nothing is known of the name.</summary>
    public static string? Wrong(string name, string value) => Rules.TryGetValue(name, out var rule) ? rule(value) : null;

    private static Rule Number(int first, int last) => value =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= first && number <= last
            && number.ToString(CultureInfo.InvariantCulture) == value
            ? null
            : $"is not a number from {first} to {last}";

    private static Rule OneOf(params string[] words) => value =>
        words.Contains(value) ? null : $"is none of {string.Join(", ", words)}";

    /// <summary>As the kernel prints it: two ports with a tab between them.</summary>
    private static string? Ports(string value) =>
        value.Split('\t') is [var first, var last] && IsPort(first, out var low) && IsPort(last, out var high) && low < high
            ? null
            : "is not FIRST LAST, two ports from 1024 to 65535";

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1024 and <= ushort.MaxValue;
}
