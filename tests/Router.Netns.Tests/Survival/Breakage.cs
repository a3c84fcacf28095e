using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Survival;

/// <summary>One thing that is broken on the real disk or in the real kernel, and what mends it.</summary>
internal sealed record Breakage(string Name, Func<RealDaemon, NetworkNamespace, Task> Break, Func<RealDaemon, NetworkNamespace, Task> Mend)
{
    public static IReadOnlyList<Breakage> All { get; } =
    [
        new("secrets are gone", (router, _) => Now(() =>
        {
            foreach (var folder in (string[])["secrets", "values"])
                Directory.Delete(Path.Combine(router.State, folder), recursive: true);
        }), (_, _) => Task.CompletedTask),
        new("the port eth2 is gone", (_, kernel) => kernel.IpAsync("link delete eth2"), async (_, kernel) =>
        {
            await kernel.IpAsync("link add eth2 type veth peer name eth7");
            await kernel.IpAsync("link set eth7 up");
        }),
        Folder("/etc/samba/smb.conf"),
        Folder("/etc/ssh/sshd_config"),
        Immutable("/etc/samba/smbpasswd"),
        Immutable("/etc/ssh/authorized_keys/anna"),
        Immutable("/etc/dnsmasq.conf"),
        Immutable("/etc/hosts"),
    ];

    /// <summary>A directory with something in it stands in the file's place.</summary>
    private static Breakage Folder(string path) => new($"{path} is a directory", (router, _) => Now(() =>
    {
        File.Delete(router.Root + path);
        Directory.CreateDirectory(Path.Combine(router.Root + path, "in the way"));
    }), (router, _) => Now(() =>
    {
        if (Directory.Exists(router.Root + path))
            Directory.Delete(router.Root + path, recursive: true);
    }));

    /// <summary>Somebody's other content, and nobody can change it.</summary>
    private static Breakage Immutable(string path) => new($"{path} is immutable", async (router, kernel) =>
    {
        await File.WriteAllTextAsync(router.Root + path, "of somebody else");
        await kernel.ProgramAsync("chattr", $"+i {router.Root}{path}");
    }, (router, kernel) => kernel.ProgramAsync("chattr", $"-i {router.Root}{path}"));

    private static Task Now(Action work)
    {
        work();
        return Task.CompletedTask;
    }
}
