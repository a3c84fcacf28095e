using System.Collections.Frozen;

namespace Router.Features.SystemSettings.Checks;

/// <summary>
/// Names that no user of a document may have, whatever services there are: accounts and groups of the image's base
/// (<c>firmware/rootfs/usr/share/router</c>, which a test holds this against), of the router's own roles, and those that packages make when
/// they are installed.
/// </summary>
public static class SystemAccounts
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
    [
        // The image's own.
        "root", "nobody",
        // Its groups, and those of roles.
        "tty", "disk", "shadow", "nogroup", "utmp", "router-files", "router-view", "router-operate", "router-admin", "router",
        "wheel", "sudo", "kmem",
        // Of Alpine's base system and packages.
        "bin", "daemon", "adm", "lp", "sync", "shutdown", "halt", "mail", "news", "uucp", "operator", "man", "postmaster", "cron", "ftp",
        "at", "xfs", "games",
        "cyrus", "vpopmail", "ntp", "smmsp", "guest", "quagga", "avahi", "messagebus", "ipsec", "klogd", "unbound", "radvd", "abuild",
        "netdev",
        // Of Debian's.
        "sys", "proxy", "www-data", "backup", "list", "irc", "gnats", "_apt", "_chrony", "_ssh", "systemd-network", "systemd-resolve",
        "systemd-timesync",
        "sambashare", "ssl-cert", "crontab",
    ]);

    public static bool Has(string name) => Names.Contains(name);
}
