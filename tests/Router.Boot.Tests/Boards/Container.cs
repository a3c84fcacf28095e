using System.Text.Json.Nodes;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Boards;

/// <summary>
/// A container of an OCI image layout, unpacked by umoci and started by crun as runtimes do: files of its own in the places of
/// <c>/etc/hosts</c> and its like, and no more capabilities than those named here.
/// </summary>
internal sealed class Container : IAsyncDisposable
{
    private const string Name = "router";

    /// <summary>What runtimes give anyway, without the making of devices and files' capabilities, and the network.</summary>
    private static readonly string[] Capabilities =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_SETGID", "CAP_SETPCAP",
        "CAP_SETUID", "CAP_SYS_CHROOT", "CAP_NET_ADMIN", "CAP_NET_RAW",
    ];

    private readonly string folder;
    private SupervisedProcess? process;

    private Container(string folder) => this.folder = folder;

    private string Bundle => Path.Combine(folder, "bundle");

    private IReadOnlyList<string> Runtime => ["crun", "--cgroup-manager=disabled", "--root", Path.Combine(folder, "crun")];

    /// <summary>Unpacks it.</summary>
    /// <param name="layout">The image.</param>
    /// <param name="folder">Where all of it lives.</param>
    /// <param name="network">Whose network it has.</param>
    /// <param name="document">What it is first started with.</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task<Container> CreateAsync(
        string layout, string folder, Namespace network, string document, CancellationToken stopping)
    {
        var made = new Container(folder);
        var index = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(layout, "index.json"), stopping))!;
        var tag = (string)index["manifests"]![0]!["annotations"]!["org.opencontainers.image.ref.name"]!;
        (await Tool.RunAsync(["umoci", "unpack", "--image", $"{layout}:{tag}", made.Bundle], stopping)).OrThrow("umoci");
        Directory.CreateDirectory(Path.Combine(folder, "seed"));
        await File.WriteAllTextAsync(Path.Combine(folder, "seed", "router.yaml"), document, stopping);
        var file = Path.Combine(made.Bundle, "config.json");
        var config = JsonNode.Parse(await File.ReadAllTextAsync(file, stopping))!;
        made.Change(config, network);
        await File.WriteAllTextAsync(file, config.ToJsonString(), stopping);
        return made;
    }

    /// <summary>
    /// crun wants control groups of version 2, which not every machine has as its only ones. It waits for all children, so that the shell
    /// stays between it and who watches over both; when that ends, it is told.
    /// </summary>
    public void Start() => process = SupervisedProcess.Start(
    [
        "unshare", "--mount", "sh", "-c",
        "umount -R /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup && setpriv --pdeathsig TERM \"$@\"; exit $?", "sh",
        .. Runtime, "run", "--bundle", Bundle, Name,
    ]);

    /// <summary>Runs a program inside; what it said.</summary>
    public async Task<string> RunAsync(string input, CancellationToken stopping, params string[] command) =>
        (await Tool.RunAsync([.. Runtime, "exec", Name, .. command], input, stopping)).OrThrow(command[0]);

    /// <summary>As runtimes do it: asks it to end. The exit code.</summary>
    public async Task<int> StopAsync(CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        (await Tool.RunAsync([.. Runtime, "kill", Name, "TERM"], stopping)).OrThrow("crun");
        var code = await process!.WaitForExitAsync(deadline.Token);
        process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        await Tool.RunAsync([.. Runtime, "delete", "--force", Name], CancellationToken.None);
        await process.DisposeAsync();
    }

    private void Change(JsonNode config, Namespace network)
    {
        var capabilities = config["process"]!["capabilities"]!.AsObject();
        foreach (var kind in capabilities.Select(pair => pair.Key).ToList())
        {
            capabilities[kind] = new JsonArray(
                kind is "inheritable" or "ambient" ? [] : [.. Capabilities.Select(name => (JsonNode)name)]);
        }
        config["process"]!["terminal"] = false;
        config["root"]!["readonly"] = false;
        var linux = config["linux"]!.AsObject();
        linux.Remove("resources");
        linux.Remove("uidMappings");
        linux.Remove("gidMappings");
        linux["namespaces"] = new JsonArray(
            [.. new[] { "pid", "ipc", "uts", "mount" }.Select(kind => new JsonObject { ["type"] = kind }),
                new JsonObject { ["type"] = "network", ["path"] = $"/proc/{network.Id}/ns/net" }]);
        // Forwarding is switched on there; what else is in it belongs to other namespaces, and the kernel refuses it.
        var fixedPaths = linux["readonlyPaths"]!.AsArray();
        fixedPaths.Remove(fixedPaths.First(path => (string)path! == "/proc/sys"));
        config["mounts"] = new JsonArray([.. Mounts(config["mounts"]!.AsArray())]);
    }

    private IEnumerable<JsonNode> Mounts(JsonArray given)
    {
        string[] ours = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/data", "/seed"];
        foreach (var mount in given.Where(m => !ours.Contains((string)m!["destination"]!) && (string)m["type"]! != "cgroup"))
            yield return mount!.DeepClone();
        foreach (var place in ours)
        {
            var source = Path.Combine(folder, Path.GetFileName(place));
            if (place.StartsWith("/etc/", StringComparison.Ordinal))
                File.WriteAllText(source, "");
            else
                Directory.CreateDirectory(source);
            yield return new JsonObject
            {
                ["destination"] = place,
                ["type"] = "bind",
                ["source"] = source,
                ["options"] = new JsonArray("bind", "rw"),
            };
        }
    }
}
