namespace Router.Daemon.Backups;

/// <summary>Why files of an Alpine are not taken over, and what is done here in their place.</summary>
internal static class LeftReasons
{
    private const string Document = "it is made of the document, which is taken";

    /// <summary>The longest prefix counts.</summary>
    private static readonly (string Prefix, string Reason)[] Known =
    [
        ("etc/network/", "interfaces and addresses stand in the document: set interfaces ..."),
        ("etc/runlevels/", "routerd starts the services that the document names: set services ..."),
        ("etc/conf.d/", "services are set up by the document: set services ..."),
        ("etc/init.d/", "scripts of services come with the image"),
        ("etc/local.d/", "nothing runs scripts of a person at boot here"),
        ("etc/periodic/", "nothing runs scripts of a person at times here"),
        ("etc/crontabs/", "nothing runs scripts of a person at times here"),
        ("etc/apk/", "packages come with the image, and none is installed on a router"),
        ("etc/apk/protected_paths.d/", "the state of a router is what backup writes, and no list of paths"),
        ("etc/lbu/", "the state of a router is what backup writes, and lbu does not run here"),
        ("etc/passwd", "accounts are made of the document: set system users ..."),
        ("etc/group", "accounts are made of the document: set system users ..."),
        ("etc/shadow", "passwords are secrets here: set system users NAME password !secret NAME, set secret NAME"),
        ("etc/hostname", "it stands in the document: set system hostname ..."),
        ("etc/hosts", "the resolver is set up by the document: set services dns ..."),
        ("etc/resolv.conf", "the resolver is set up by the document: set services dns upstream ..."),
        ("etc/localtime", "the time zone stands in the document: set system time-zone ..."),
        ("etc/timezone", "the time zone stands in the document: set system time-zone ..."),
        ("etc/zoneinfo/", "the time zone stands in the document: set system time-zone ..."),
        ("etc/chrony/", "time servers stand in the document: set system ntp ..."),
        ("etc/dnsmasq", "names and leases are set up by the document: set services dns ..., set services dhcp ..."),
        ("etc/samba/", "file shares stand in the document: set services files ..."),
        ("etc/squid/", "the proxy is set up by the document: set services proxy ..."),
        ("etc/ssh/", "sshd is set up by the document: set services ssh ..., and its only host key is ssh_host_ed25519_key"),
        ("etc/iptables/", "the firewall stands in the document: set firewall ..."),
        ("etc/nftables", "the firewall stands in the document: set firewall ..."),
        ("etc/sysctl", "settings of the kernel follow from the document: set system hardening ..."),
        ("etc/modules", "modules come with the image"),
        ("etc/fstab", "what is mounted comes with the image"),
        ("etc/frr/", "routing protocols stand in the document: set routing ..., set mesh ..."),
        ("etc/ipsec", "tunnels stand in the document: set mesh ..."),
        ("etc/swanctl/", "tunnels stand in the document: set mesh ..."),
        ("etc/wireguard/", "tunnels stand in the document: set interfaces NAME wireguard ..."),
        ("etc/", "no part of the document stands for it"),
        ("var/lib/router/generations/", "the history stays with the device that it is of"),
        ("var/lib/router/values/", "the history stays with the device that it is of"),
        ("var/lib/router/device.key", "each device makes its own"),
        ("var/lib/router/identity.key", "each device makes its own"),
        ("var/lib/router/statement.serial", "each device counts its own"),
        ("var/lib/router/controller.pem", "each device is let in by a token of its own"),
        ("home/", "nobody has files of their own on a router; shares are below /data/files"),
        ("root/", "nobody has files of their own on a router"),
        ("", "a router keeps nothing there"),
    ];

    /// <summary>Of what routerd itself makes of a document.</summary>
    private static readonly string[] Made =
        ["etc/hostname", "etc/ssh/authorized_keys/", "etc/hosts", "etc/resolv.conf", "etc/ssh/sshd_config"];

    /// <param name="path">In the backup.</param>
    /// <param name="hasDocument">The backup is of a router.</param>
    /// <param name="signed">A router made it: what is below <c>etc</c> is not for a router.</param>
    public static string Of(string path, bool hasDocument, bool signed)
    {
        if (hasDocument && Made.Any(made => path.StartsWith(made, StringComparison.Ordinal)))
            return Document;
        return signed && path.StartsWith("etc/", StringComparison.Ordinal)
            ? "for a diskless Alpine that begins from this file"
            : Known.Where(known => path.StartsWith(known.Prefix, StringComparison.Ordinal)).MaxBy(known => known.Prefix.Length).Reason;
    }
}
