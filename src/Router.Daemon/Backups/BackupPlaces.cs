namespace Router.Daemon.Backups;

/// <summary>
/// Where things stand in a backup: where a router that begins from it, such as a diskless Alpine with routerd, finds them once it is
/// unpacked over the root.
/// </summary>
internal static class BackupPlaces
{
    public const string State = "var/lib/router";
    public const string Startup = $"{State}/startup.yaml";
    public const string Secrets = $"{State}/secrets/";
    public const string SetFiles = $"{State}/sets/";
    public const string Ssh = "data/ssh";
    public const string HostKey = $"{Ssh}/ssh_host_ed25519_key";
    public const string Hostname = "etc/hostname";

    /// <summary>
    /// What says of the backup itself what it is. Not below <c>etc</c>: <c>lbu commit</c> of a system that began from the backup would pack
    /// it again, beside files that are others by then.
    /// </summary>
    public const string About = "usr/share/router/backup/";
    public const string Manifest = $"{About}manifest.json";
    public const string Signature = $"{About}manifest.sig";
    public const string PublicKey = $"{About}device.pub";

    /// <summary>The document that runs, where the one that boots is another.</summary>
    public const string Running = $"{About}running.yaml";

    /// <summary>What <c>lbu</c> keeps beside what is below <c>etc</c>: lines <c>+PATH</c> and <c>-PATH</c>.</summary>
    public const string LbuList = "etc/apk/protected_paths.d/lbu.list";

    /// <summary>Where it is, the initramfs of a diskless Alpine starts what Alpine starts by itself, as without any backup.</summary>
    public const string DefaultServices = "etc/.default_boot_services";

    public const string Runlevels = "etc/runlevels/";

    /// <summary><c>NAME.apkovl.tar.gz</c> is what lbu writes and a diskless Alpine looks for.</summary>
    public static string FileName(string hostname, bool encrypted) =>
        $"{hostname}.apkovl.tar.gz{(encrypted ? $".{SaltedCipher.Name}" : "")}";
}
