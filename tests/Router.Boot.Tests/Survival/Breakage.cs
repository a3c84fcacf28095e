namespace Router.Boot.Tests.Survival;

/// <summary>
/// One thing of a feature that is broken on a running router, and what mends it: lines of shell with the functions of <c>Guest/lab.sh</c>.
/// </summary>
/// <param name="Feature">As the document calls it.</param>
/// <param name="What">For the report of a test.</param>
/// <param name="Break">Leaves the router as it would be with the fault, at once and after a start of the daemon.</param>
/// <param name="Mend">As it was.</param>
internal sealed record Breakage(string Feature, string What, string Break, string Mend)
{
    /// <summary>Service, its program and one of its files.</summary>
    private static readonly (string Feature, string Program, string File)[] Services =
    [
        ("dhcp and dns", "/usr/sbin/dnsmasq", "/etc/dnsmasq.conf"),
        ("proxy", "/usr/sbin/squid", "/etc/squid/squid.conf"),
        ("files", "/usr/sbin/smbd", "/etc/samba/smb.conf"),
        ("ntp", "/usr/sbin/chronyd", "/etc/chrony/chrony.conf"),
        ("ipsec", "/usr/lib/ipsec/charon", "/etc/strongswan.conf"),
        ("bgp", "/usr/lib/frr/bgpd", "/etc/frr/bgpd.conf"),
        ("routes", "/usr/lib/frr/zebra", "/etc/frr/zebra.conf"),
        ("dhcp client", "/sbin/udhcpc", "/etc/conf.d/udhcpc.eth0"),
        ("ipv6 client", "/usr/sbin/dhcpcd", "/etc/dhcpcd.conf"),
    ];

    public static IReadOnlyList<Breakage> All { get; } =
    [
        .. Services.SelectMany(s => Programs(s.Feature, s.Program).Concat(Files(s.Feature, s.File))),
        .. ((string Feature, string Secret)[])[("files", "nas"), ("ipsec", "mesh"), ("wireguard", "tunnel"), ("users", "anna")] switch
        {
            var secrets => secrets.Select(
                s => new Breakage(s.Feature, $"the secret {s.Secret} is gone", $"no_secret {s.Secret}", $"secret_back {s.Secret}")
                {
                    Lost = s.Secret
                }),
        },
        .. Files("users", "/etc/passwd"),
        .. Files("users", "/etc/shadow"),
        .. Files("ssh", "/etc/ssh/authorized_keys/admin"),
        .. Files("ssh", "/etc/ssh/sshd_config").Select(b => b with { Break = $"{b.Break}; ends sshd" }),
        .. Files("ssh", "/data/ssh/ssh_host_ed25519_key")
            .Select(b => b with { Break = $"{b.Break}; ends sshd", Mend = "true", NewKey = true }),
        new("ports", "eth2 is gone", "no_port eth2", "port_back eth2") { Lost = "eth2" },
        new("disk", "it is full", "full", "not_full"),
        new(
            "sets",
            "the file is a folder",
            "mv /data/router/sets/bad.txt /data/lab-set; mkdir /data/router/sets/bad.txt",
            "rmdir /data/router/sets/bad.txt; mv /data/lab-set /data/router/sets/bad.txt"),
    ];

    /// <summary>What has to be named by whoever works the configuration out without it; null: nothing is missing then.</summary>
    public string? Lost { get; private init; }

    /// <summary>The router shows its admin another host key from then on.</summary>
    public bool NewKey { get; private init; }

    /// <summary>It runs and does nothing, which nobody sees from outside.</summary>
    public bool Hangs { get; private init; }

    private static IEnumerable<Breakage> Programs(string feature, string program) =>
    [
        new(feature, $"{program} is missing", $"missing {program}", $"back {program}"),
        new(feature, $"{program} fails", $"instead {program} 'echo no >&2; exit 1'", $"back {program}"),
        new(feature, $"{program} hangs", $"hangs {program}", $"back {program}") { Hangs = true },
    ];

    private static IEnumerable<Breakage> Files(string feature, string file) =>
    [
        new(feature, $"{file} is a folder", $"folder {file}", $"no_folder {file}"),
        new(feature, $"{file} is garbage", $"garbage {file}", "true"),
    ];
}
