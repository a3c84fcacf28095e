using Router.Image.Edges;

namespace Router.Image.Root.Edges;

/// <summary>What an image has over its packages: our files, services, accounts, the daemon.</summary>
internal static class RootAssembly
{
    private static readonly string[] Folders =
        ["/proc", "/sys", "/dev", "/run", "/tmp", "/data", "/root", "/mnt", "/var/log", "/var/lib/misc", "/var/cache", "/etc/conf.d", "/etc/ssh"];

    private static readonly string[] AdminApplets =
        ["acpid", "blkid", "getty", "halt", "ifconfig", "init", "ip", "mdev", "nologin", "poweroff", "reboot", "route", "switch_root", "sysctl", "syslogd", "udhcpc"];

    public static async Task AssembleAsync(RootTree tree, string firmware, string boardFolder, string daemon, CancellationToken stopping)
    {
        foreach (var folder in Folders)
            tree.MakeFolder(folder);
        tree.Overlay(Path.Combine(firmware, "rootfs"));
        tree.Overlay(Path.Combine(firmware, "services"), "/etc/init.d");
        tree.Delete("/etc/init.d/runlevels");
        if (Directory.Exists(Path.Combine(boardFolder, "rootfs")))
            tree.Overlay(Path.Combine(boardFolder, "rootfs"));
        File.Copy(Path.Combine(boardFolder, "board.yaml"), tree.Map("/etc/router/board.yaml"), overwrite: true);
        if (!tree.Has("/sbin/apk"))
            tree.Overlay(Path.Combine(firmware, "lab"));
        await AddAppletsAsync(tree, stopping);
        SetRunlevels(tree, Path.Combine(firmware, "services", "runlevels"));
        SetAccounts(tree);
        AddDaemon(tree, daemon);
        tree.Link("/var/lib/router", "/data/router");
        tree.Link("/var/run", "/run");
        tree.Link("/var/lock", "/run/lock");
        tree.Link("/etc/mtab", "/proc/mounts");
    }

    /// <summary>BusyBox under each name that no package has a program of its own for.</summary>
    private static async Task AddAppletsAsync(RootTree tree, CancellationToken stopping)
    {
        var list = await Tool.OutputAsync(["chroot", tree.Folder, "/bin/busybox", "--list"], stopping);
        foreach (var applet in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] places = [$"/bin/{applet}", $"/sbin/{applet}", $"/usr/bin/{applet}", $"/usr/sbin/{applet}"];
            if (!places.Any(tree.Has))
                tree.Link(AdminApplets.Contains(applet) ? $"/sbin/{applet}" : $"/bin/{applet}", "/bin/busybox");
        }
    }

    /// <summary>The file has a line a runlevel: <c>boot: router-seed routerd</c>. Nothing else starts by itself.</summary>
    private static void SetRunlevels(RootTree tree, string file)
    {
        tree.Delete("/etc/runlevels");
        foreach (var line in File.ReadLines(file).Where(line => line.Contains(':', StringComparison.Ordinal) && line[0] != '#'))
        {
            var parts = line.Split(':', StringSplitOptions.TrimEntries);
            tree.MakeFolder($"/etc/runlevels/{parts[0]}");
            foreach (var service in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                tree.Link($"/etc/runlevels/{parts[0]}/{service}", $"/etc/init.d/{service}");
        }
    }

    private static void SetAccounts(RootTree tree)
    {
        foreach (var file in new[] { "passwd", "group", "shadow" })
        {
            var merged = AccountFile.Merge(tree.Read($"/etc/{file}"), tree.Read($"/usr/share/router/{file}"));
            var mode = (UnixFileMode)(file == "shadow" ? 0x1A0 : 0x1A4);
            tree.Write($"/etc/{file}", merged, mode);
            tree.Write($"/usr/share/router/{file}", merged, mode);
        }
    }

    private static void AddDaemon(RootTree tree, string daemon)
    {
        if (!File.Exists(daemon))
            throw new ImageException($"{daemon}: no daemon to put into the image", "./build.sh tools makes it");
        tree.Delete("/usr/sbin/routerd");
        File.Copy(daemon, tree.Map("/usr/sbin/routerd"));
        File.SetUnixFileMode(tree.Map("/usr/sbin/routerd"), (UnixFileMode)0x1ED);
        tree.Link("/usr/bin/router", "/usr/sbin/routerd");
    }
}
