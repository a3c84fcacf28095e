using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Router.Features.Composition;
using Router.Image.Apk;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Ctl.Tests.Image;

/// <summary>
/// A repository with one board that wants one package of a few megabytes, signed with a key of its own, and an image that was built before.
/// A kernel and firmware are there for boards that want them.
/// </summary>
internal sealed class SmallRepository : IDisposable
{
    public const string Board = "box";

    private const int PackageSize = 6 << 20;

    private const string BuiltIn = "kernel/fs/ext4/ext4.ko\n";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "routerctl");

    private readonly TemporaryFolder folder = new();

    /// <param name="servicePackages">What features need is in the repository.</param>
    /// <param name="title">What the index says of itself.</param>
    public SmallRepository(bool servicePackages = true, string title = "box")
    {
        using var key = SigningKey.Generate("box.rsa.pub");
        folder.Write("keys/box.rsa.pub", key.PublicPem());
        var (package, entry) = ApkWriter.Write(
            new PackageDescription { Name = "thing", Version = "1.0-r0", Architecture = "x86_64" },
            [
                new PackageEntry.Directory("srv", 493, FileOwner.Root),
                new PackageEntry.RegularFile("srv/thing", 420, FileOwner.Root, RandomNumberGenerator.GetBytes(PackageSize))
            ],
            null, key);
        Directory.CreateDirectory(folder["packages"]);
        File.WriteAllBytes(Package, package);
        var others = FeaturePackages.All.Common.Concat(FeaturePackages.All.Alpine).Where(name => name[0] != '!')
            .Append("busybox-static").Append("device-mapper").Select(name => WriteEmpty(name, key));
        IndexEntry[] hardware =
        [
            Write(
                "linux-small", key, ("boot/vmlinuz-small", "a kernel"), ("lib/modules/6.6/kernel/drivers/net/tun.ko.gz", ""),
                ("lib/modules/6.6/modules.builtin", BuiltIn)),
            Write("linux-firmware-small", key, ("lib/firmware/net/small.fw.zst", "firmware")),
        ];
        File.WriteAllBytes(Index, IndexWriter.Write([entry, .. hardware, .. servicePackages ? others : []], title, key));
        WriteBoard("thing");
        folder.Write($"artifacts/images/{Board}/manifest.json", "the former image");
    }

    /// <summary>A package with these files, and the folders that they are in.</summary>
    private IndexEntry Write(string name, SigningKey key, params (string Path, string Text)[] files)
    {
        var folders = files.Select(file => file.Path.Split('/'))
            .SelectMany(parts => parts[..^1].Select((_, depth) => string.Join('/', parts[..(depth + 1)])))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(path => (PackageEntry)new PackageEntry.Directory(path, 493, FileOwner.Root));
        var contents = files.Select(
            file => (PackageEntry)new PackageEntry.RegularFile(file.Path, 420, FileOwner.Root, Encoding.UTF8.GetBytes(file.Text)));
        var (package, entry) = ApkWriter.Write(
            new PackageDescription { Name = name, Version = "1.0-r0", Architecture = "x86_64" }, [.. folders, .. contents], null, key);
        File.WriteAllBytes(folder[$"packages/{name}-1.0-r0.apk"], package);
        return entry;
    }

    private IndexEntry WriteEmpty(string name, SigningKey key)
    {
        var (package, entry) = ApkWriter.Write(
            new PackageDescription { Name = name, Version = "1.0-r0", Architecture = "x86_64" }, [], null, key);
        File.WriteAllBytes(folder[$"packages/{name}-1.0-r0.apk"], package);
        return entry;
    }

    public string Root => folder.Path;

    public string Package => folder["packages/thing-1.0-r0.apk"];

    public string Index => folder["packages/APKINDEX.tar.gz"];

    public string Keys => folder["keys"];

    public string Profile => folder[$"boards/{Board}/board.yaml"];

    public void WriteBoard(string package) => folder.Write($"boards/{Board}/board.yaml", $$"""
        name: {{Board}}
        architecture: x86_64
        command-line: quiet
        ports: { wan: [eth0], lan: [eth1] }
        packages: { common: [{{package}}] }
        disk: { boot: 64MiB, slot: 64MiB, data: 64MiB }
        """);

    /// <summary>Another key's signature: whoever trusts it does not trust this repository.</summary>
    public string StrangeKeys()
    {
        using var key = SigningKey.Generate("box.rsa.pub");
        folder.Write("strange/box.rsa.pub", key.PublicPem());
        return folder["strange"];
    }

    /// <summary>
    /// Runs <c>routerctl image build</c> with all this; what is given again counts. Files of the former image must be as they were.
    /// </summary>
    public async Task<(int Code, string Error)> BuildAsync(
        string? board = null, string? repository = null, string? keys = null, string? path = null, string? before = null,
        string? release = null, bool ownKeys = true)
    {
        string[] build =
        [
            Program,
            "image",
            "build",
            board ?? Board,
            "--source",
            "alpine",
            "--repository",
            repository ?? folder["packages"],
            .. ownKeys ? ["--keys", keys ?? Keys] : (string[])[],
            .. release is null ? [] : (string[])["--release", release]
        ];
        // In a mount namespace of its own, so that a small disk is this command's alone.
        var script =
            $"{before ?? ":"} && \"$@\"; code=$?; echo \"images: $(/bin/ls {folder["artifacts/images"]}) $(/bin/cat {folder["artifacts/images"]}/{Board}/manifest.json)\" >&2; exit $code";
        var start = new ProcessStartInfo("/usr/bin/unshare", ["--mount", "/bin/sh", "-c", script, "sh", .. build])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        if (path is not null)
            start.Environment["PATH"] = path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return (process.ExitCode, error);
    }

    /// <summary>Writes a file of the repository.</summary>
    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Runs routerctl there.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }

    public void Dispose() => folder.Dispose();
}
