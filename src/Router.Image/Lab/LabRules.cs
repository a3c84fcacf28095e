using System.Text.RegularExpressions;

namespace Router.Image.Lab;

/// <summary>What of Debian's packages goes into the lab repository, and under which names.</summary>
internal static partial class LabRules
{
    private static readonly HashSet<string> Unwanted =
    [
        "adduser", "coreutils", "cpio", "cron", "cron-daemon-common", "dbus", "dbus-bin", "dbus-daemon",
        "dbus-session-bus-common", "dbus-system-bus-common", "debconf", "debianutils", "default-dbus-system-bus", "dpkg", "gcc-12-base",
        "init-system-helpers", "initramfs-tools",
        "initramfs-tools-core", "insserv", "klibc-utils", "libaudit-common", "libdb5.3", "libdbi-perl",
        "libfile-find-rule-perl",
        "libklibc", "libnumber-compare-perl", "libpam-runtime", "libproc2-0", "libsepol2", "libsqlite3-0", "libtext-glob-perl",
        "linux-base", "linux-image-amd64", "linux-image-arm64", "linux-image-cloud-amd64", "linux-image-cloud-arm64",
        "logrotate", "logsave", "lsb-base", "lsof", "media-types", "openssl", "passwd",
        "procps", "readline-common",
        "runit-helper", "sensible-utils", "sgml-base", "squid-langpack", "sysvinit-utils", "tar", "tdb-tools", "ucf", "udev", "usrmerge",
    ];

    /// <summary>
    /// Packages of a closure that an image leaves out: what installs, configures or documents Debian itself, the interpreters that
    /// only scripts of ours would need, and what BusyBox does.
    /// </summary>
    public static bool IsWanted(string package) => !Unwanted.Contains(package) && !UnwantedFamily().IsMatch(package);

    /// <summary>
    /// Files that no image needs: documentation, translations, other init systems, build files, routing protocols that no document can ask
    /// for, and the one program that runs as root for whoever starts it (it is for logins by host keys, which nobody makes from here).
    /// </summary>
    public static bool IsWantedPath(string path) => !UnwantedPath().IsMatch(path);

    /// <summary>Debian's merged /usr: <c>bin/sh</c> is <c>usr/bin/sh</c>.</summary>
    public static string MergedPath(string path)
    {
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        path = path.Trim('/');
        var first = path.Split('/')[0];
        return first is "bin" or "sbin" or "lib" or "lib64" ? $"usr/{path}" : path;
    }

    /// <summary>An apk version that orders as Debian's does where it matters: <c>1:5.7-2+deb12u3</c> is <c>5.7-r2</c>.</summary>
    public static string Version(string debian)
    {
        var plain = debian[(debian.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var dash = plain.LastIndexOf('-');
        var (upstream, revision) = dash < 0 ? (plain, "0") : (plain[..dash], plain[(dash + 1)..]);
        var numbers = UpstreamNumbers().Match(upstream);
        var release = LeadingDigits().Match(revision);
        return $"{(numbers.Success ? numbers.Value : "0")}-r{(release.Success ? release.Value : "0")}";
    }

    [GeneratedRegex("^(libgdbm.*|libperl5.*|libpython3\\.[0-9]+-.*|perl.*|python3.*|libsemanage.*|libpam-modules-bin)$")]
    private static partial Regex UnwantedFamily();

    [GeneratedRegex(
        "^usr/share/(doc|man|locale|lintian|bug|info|bash-completion|zsh|doc-base|initramfs-tools|apport|dbus-1|applications|pixmaps|gcc|perl5|zoneinfo/(right|posix))(/|$)"
            + "|^usr/lib/(systemd|python3|tmpfiles\\.d|sysusers\\.d|udev)(/|$)|^usr/lib/[a-z0-9_]+-linux-gnu/(gconv|perl|perl5)(/|$)|^usr/include(/|$)"
            + "|^etc/(init\\.d|apparmor|apparmor\\.d|cron[^/]*|logrotate\\.d|logcheck|systemd|default)(/|$)|^boot/(config|System\\.map)|\\.a$|^usr/lib/openssh/ssh-keysign$"
            + "|^usr/sbin/update-ca-certificates$"
            + "|^usr/lib/frr/(babeld|eigrpd|fabricd|isisd|ldpd|ospf6?d|ospfclient|pathd|pbrd|pim6?d|ripd|ripngd|sharpd|vrrpd)$"
            + "|^usr/lib/[a-z0-9_]+-linux-gnu/frr/modules/pathd")]
    private static partial Regex UnwantedPath();

    [GeneratedRegex("^[0-9]+(\\.[0-9]+)*([a-z](?![a-z]))?")]
    private static partial Regex UpstreamNumbers();

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex LeadingDigits();
}
