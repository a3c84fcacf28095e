using Router.Core.Boards;
using Router.Core.State;
using Router.Image.Architectures;
using Router.Image.Building;
using Router.Image.Edges;

namespace Router.Image.Root.Edges;

/// <summary>What an image has over its packages: our files, services, accounts, the daemon.</summary>
internal static class RootAssembly
{
    private const string StaticBusybox = "/bin/busybox.static";

    private const string Inittab = "/etc/inittab";

    private static readonly string[] Folders =
        [
            "/proc", "/sys", "/dev", "/run", "/tmp", "/data", "/root", "/mnt", "/var/log", "/var/lib/misc", "/var/cache", "/etc/conf.d",
            "/etc/router", "/etc/ssh"
        ];

    private static readonly string[] AdminApplets =
        [
            "acpid", "blkid", "getty", "halt", "ifconfig", "init", "ip", "mdev", "nologin", "poweroff", "reboot", "route", "switch_root",
            "sysctl", "syslogd", "udhcpc"
        ];

    /// <param name="busybox">A static BusyBox: starting one takes a fifth of what its dynamic brother takes, and a boot is made of little
    /// programs.</param>
    public static async Task AssembleAsync(
        RootTree tree, string firmware, string boardFolder, BoardProfile board, IReadOnlyList<ServiceAccount> accounts, string daemon,
        string busybox, CancellationToken stopping)
    {
        foreach (var folder in Folders)
            tree.MakeFolder(folder);
        tree.Overlay(Path.Combine(firmware, "rootfs"));
        tree.Overlay(Path.Combine(firmware, board.IsContainer ? "container" : "machine"));
        if (Directory.Exists(Path.Combine(boardFolder, "rootfs")))
            tree.Overlay(Path.Combine(boardFolder, "rootfs"));
        File.Copy(Path.Combine(boardFolder, "board.yaml"), tree.Map(DevicePaths.Board), overwrite: true);
        if (!board.IsContainer)
            tree.Write(Inittab, ResetLine.Fill(SerialLine.Fill(tree.Read(Inittab), SerialLine.Of(board.CommandLine)), board.ResetButton));
        if (!tree.Has("/sbin/apk"))
            tree.Overlay(Path.Combine(firmware, "lab"));
        tree.Copy(busybox, StaticBusybox);
        var architecture = Architecture.Of(board.Architecture);
        await AddAppletsAsync(tree, StaticBusybox, architecture, stopping);
        await AddAppletsAsync(tree, "/bin/busybox", architecture, stopping);
        SetRunlevels(tree);
        SetAccounts(tree, accounts);
        AddDaemon(tree, daemon, architecture);
        tree.Link("/var/lib/router", "/data/router");
        tree.Link("/var/run", "/run");
        tree.Link("/var/lock", "/run/lock");
        tree.Link("/etc/mtab", "/proc/mounts");
    }

    /// <summary>BusyBox under each name that no package has a program of its own for; of two BusyBoxes the one that comes first.</summary>
    private static async Task AddAppletsAsync(
        RootTree tree, string busybox, Architecture architecture, CancellationToken stopping)
    {
        var applets = architecture.IsHost
            ? (await Tool.OutputAsync(["chroot", tree.Folder, busybox, "--list"], stopping))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : BusyboxApplets.Read(await File.ReadAllBytesAsync(tree.Map(busybox), stopping))
                ?? throw new ImageException(
                    $"{busybox} has no table of its applets that can be read, and this machine cannot start it",
                    $"build this image on a machine of {architecture.Name}");
        foreach (var applet in applets.Where(name => name != "busybox"))
        {
            string[] places = [$"/bin/{applet}", $"/sbin/{applet}", $"/usr/bin/{applet}", $"/usr/sbin/{applet}"];
            var taken = places.FirstOrDefault(tree.Has);
            if (taken is null)
                tree.Link(AdminApplets.Contains(applet) ? $"/sbin/{applet}" : $"/bin/{applet}", busybox);
            else if (tree.Target(taken) == "/bin/busybox")
                tree.Link(taken, busybox);
        }
    }

    /// <summary>OpenRC starts nothing by itself; at shutdown it stops what was started.</summary>
    private static void SetRunlevels(RootTree tree)
    {
        tree.Delete("/etc/runlevels");
        foreach (var runlevel in new[] { "boot", "default", "shutdown" })
            tree.MakeFolder($"/etc/runlevels/{runlevel}");
    }

    private static void SetAccounts(RootTree tree, IReadOnlyList<ServiceAccount> accounts)
    {
        foreach (var (file, ours, mode) in new[]
        {
            ("passwd", AccountFile.Passwd(accounts), FileModes.AllRead),
            ("group", AccountFile.Group(accounts), FileModes.AllRead),
            ("shadow", AccountFile.Shadow(accounts), FileModes.GroupReads),
        })
        {
            var packages = tree.Read($"/etc/{file}");
            var merged = AccountFile.Merge(
                file == "shadow" ? AccountFile.WithoutDays(packages) : packages, tree.Read($"/usr/share/router/{file}") + ours);
            if (file != "shadow" && AccountFile.Clashes(merged, ours) is { Count: > 0 } clashes)
                throw new ImageException(
                    $"/etc/{file}: {string.Join("; ", clashes)}",
                    "take out the package that brings the account, or give it another number");
            tree.Write($"/etc/{file}", merged, (UnixFileMode)mode);
            tree.Write($"/usr/share/router/{file}", merged, (UnixFileMode)mode);
        }
    }

    private static void AddDaemon(RootTree tree, string daemon, Architecture architecture)
    {
        if (!File.Exists(daemon))
            throw new ImageException(
                $"{daemon}: no daemon to put into the image",
                $"./build.sh tools{(architecture.IsHost ? "" : $" {architecture.Name}")} makes it");
        tree.Copy(daemon, DevicePaths.Daemon);
        tree.Link("/usr/bin/router", DevicePaths.Daemon);
    }
}
