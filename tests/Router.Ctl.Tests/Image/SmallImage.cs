using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Image.Trust;

namespace Router.Ctl.Tests.Image;

/// <summary>The folder of a small image as a build writes it: a squashfs with a few files, and the manifest beside it.</summary>
internal sealed class SmallImage : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallImage()
    {
        Write("etc/router/board.yaml", "name: box\narchitecture: x86_64\ncommand-line: quiet\nports: { wan: eth0 }\npackages: {}\n");
        Write("usr/sbin/routerd", "the daemon");
        Write("etc/motd", "hello");
        SetPackages(("busybox", "1.36.1-r15"), ("musl", "1.2.4-r2"));
    }

    public string Path => folder["image"];

    public string Squashfs => System.IO.Path.Combine(Path, "rootfs.squashfs");

    public string Kernel { get; init; } = "6.6.7-0-virt";

    public void Write(string path, string text, int mode = 0x1a4) =>
        File.SetUnixFileMode(folder.Write($"tree/{path}", text), (UnixFileMode)mode);

    public void Delete(string path) => File.Delete(folder[$"tree/{path}"]);

    /// <summary>What the database of installed packages says.</summary>
    public void SetPackages(params (string Name, string Version)[] packages) => Write(
        "lib/apk/db/installed",
        string.Concat(packages.Select(p => $"C:{Checksum(p)}\nP:{p.Name}\nV:{p.Version}\nA:x86_64\nS:1\nI:2048\nL:MIT\n\n")));

    private static string Checksum((string Name, string Version) package) =>
        "Q1" + Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes($"{package}")).AsSpan(0, 20));

    /// <summary>Packs the tree; gives the image's folder.</summary>
    public string Build()
    {
        var manifest = new JsonObject
        {
            ["board"] = "box",
            ["source"] = "alpine",
            ["repositories"] = new JsonArray("https://mirror.example/v3.19/main"),
            ["keys"] = new JsonArray("box.rsa.pub"),
            ["distribution"] = "alpine-3.19",
            ["version"] = "0.1.0",
            ["kernel"] = Kernel,
            ["architecture"] = "x86_64",
            ["packages"] = 2,
            ["linked"] = new JsonArray(new JsonObject { ["name"] = "zlib", ["version"] = "1.2.13" }),
        };
        Write("etc/router/manifest.json", manifest.ToJsonString());
        Directory.CreateDirectory(Path);
        Run("mksquashfs", folder["tree"], Squashfs, "-noappend", "-quiet", "-no-progress", "-all-root");
        manifest["files"] = new JsonArray(new JsonObject
        {
            ["name"] = "rootfs.squashfs",
            ["size"] = new FileInfo(Squashfs).Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Squashfs))),
        });
        folder.Write("image/manifest.json", manifest.ToJsonString());
        return Path;
    }

    /// <summary>Signs manifest and lock file, and gives the folder of the public key.</summary>
    public string Sign()
    {
        using var signer = ReleaseSigner.Generate("maker");
        folder.Write("image/packages.lock", "musl 1.2.4-r2 Q1\n");
        foreach (var name in new[] { "manifest.json", "packages.lock" })
            File.WriteAllBytes(folder[$"image/{name}.sig"], signer.Sign(File.ReadAllBytes(folder[$"image/{name}"])));
        folder.Write("keys/maker.pem", signer.Public.ToText());
        return folder["keys"];
    }

    public void Dispose() => folder.Dispose();

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
