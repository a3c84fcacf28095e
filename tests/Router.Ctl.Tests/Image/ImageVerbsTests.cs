using System.Text.Json.Nodes;
using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Image;

/// <summary>The verbs that look at built images.</summary>
public sealed class ImageVerbsTests : IDisposable
{
    private readonly SmallImage image = new();

    public void Dispose() => image.Dispose();

    [Fact]
    public async Task Inspect_Image_TellsWhatItIs()
    {
        var (code, output, _) = await RunAsync("inspect", image.Build());
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("board         box (x86_64)\n", output, StringComparison.Ordinal);
        Assert.Contains("source        alpine (alpine-3.19) https://mirror.example/v3.19/main\n", output, StringComparison.Ordinal);
        Assert.Contains("kernel        6.6.7-0-virt\n", output, StringComparison.Ordinal);
        Assert.Contains(" quiet\n", output, StringComparison.Ordinal);
        Assert.Contains("signed        the image is not; package indexes by one of box.rsa.pub\n", output, StringComparison.Ordinal);
        Assert.Contains("linked        zlib 1.2.13\n", output, StringComparison.Ordinal);
        Assert.Contains("package       musl 1.2.4-r2 2.0 KiB\n", output, StringComparison.Ordinal);
        Assert.Contains(" rootfs.squashfs\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_FileThatChanged_SaysSoAndFails()
    {
        image.Build();
        await File.AppendAllTextAsync(image.Squashfs, "x", TestContext.Current.CancellationToken);
        var (code, output, _) = await RunAsync("inspect", image.Path);
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("rootfs.squashfs: DIFFERS from the manifest", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_Json_HasTheSame()
    {
        image.Build();
        var (code, output, _) = await RunAsync("inspect", Path.Combine(image.Path, "manifest.json"), "--json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal("box", (string?)json["board"]);
        Assert.Equal("same", (string?)json["beside"]![0]!["state"]);
        Assert.Equal("1.36.1-r15", (string?)json["packages"]![0]!["version"]);
        Assert.False((bool)json["signed"]!);
    }

    [Fact]
    public async Task Inspect_SignedImage_TellsByWhom()
    {
        image.Build();
        var keys = image.Sign();
        var (code, output, _) = await RunAsync("inspect", image.Path, "--keys", keys);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(
            "signed        manifest.json signed by maker; packages.lock signed by maker; package indexes by one of box.rsa.pub\n", output,
            StringComparison.Ordinal);
        Assert.True((bool)JsonNode.Parse((await RunAsync("inspect", image.Path, "--keys", keys, "--json")).Output)!["signed"]!);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("packages.lock")]
    public async Task Inspect_SignedFileThatChanged_SaysSoAndFails(string name)
    {
        image.Build();
        var keys = image.Sign();
        await File.AppendAllTextAsync(Path.Combine(image.Path, name), "\n", TestContext.Current.CancellationToken);
        var (code, output, _) = await RunAsync("inspect", image.Path, "--keys", keys);
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains($"{name} signed by none of the keys that are trusted, or changed since", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_SquashfsAlone_IsReadWithoutManifestBeside()
    {
        image.Build();
        var alone = Path.Combine(image.Path, "..", "alone.squashfs");
        File.Move(image.Squashfs, alone);
        var (code, output, _) = await RunAsync("inspect", alone);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("board         box (x86_64)\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nfile ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("audit")]
    [InlineData("sbom")]
    public async Task Verb_ImageThatIsNotThere_SaysWhatToName(string verb)
    {
        var (code, _, error) = await RunAsync(verb, "/nowhere/box");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("/nowhere/box: there is no such image", error, StringComparison.Ordinal);
        Assert.Contains("artifacts/images", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_SameImage_IsNothingButItsSize()
    {
        var (code, output, _) = await RunAsync("diff", image.Build(), image.Path);
        Assert.Equal(ExitCode.Done, code);
        Assert.Matches(
            "^size: [0-9.]+ KiB packed, [0-9.]+ (KiB|B) unpacked\n"
                + "packages: 0 added, 0 removed, 0 changed\nfiles: 0 added, 0 removed, 0 changed\n$",
            output);
    }

    [Fact]
    public async Task Diff_TwoImages_TellsPackagesFilesKernelAndCommandLine()
    {
        using var other = Other();
        var (code, output, _) = await RunAsync("diff", image.Build(), other.Build());
        Assert.Equal(ExitCode.Done, code);
        string[] lines =
        [
            "kernel: 6.6.7-0-virt -> 6.6.8-0-virt", "packages: 1 added, 1 removed, 1 changed", "- busybox 1.36.1-r15",
            "~ musl 1.2.4-r2 -> 1.2.5-r0", "+ nftables 1.0-r0", "+ /etc/issue file 644 0:0 3", "- /etc/motd file 644 0:0 5",
            "~ /usr/sbin/routerd content, mode 644 -> 755",
        ];
        Assert.All(lines, line => Assert.Contains($"{line}\n", output, StringComparison.Ordinal));
        Assert.Contains("quiet -> ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("version:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_Json_HasValuesBeforeAndAfter()
    {
        using var other = Other();
        var (_, output, _) = await RunAsync("diff", image.Build(), other.Build(), "--json");
        var json = JsonNode.Parse(output)!;
        Assert.Equal(["kernel", "commandLine"], json["values"]!.AsArray().Select(v => (string?)v!["name"]));
        Assert.Equal("1.2.5-r0", (string?)json["packages"]!.AsArray().Single(p => (string?)p!["name"] == "musl")!["after"]!["version"]);
        var daemon = json["files"]!.AsArray().Single(f => (string?)f!["name"] == "/usr/sbin/routerd")!;
        Assert.Equal(("644", "755"), ((string?)daemon["before"]!["mode"], (string?)daemon["after"]!["mode"]));
    }

    [Fact]
    public async Task Audit_ImageWithoutFaults_IsDone()
    {
        var (code, output, _) = await RunAsync("audit", image.Build());
        Assert.Equal(ExitCode.Done, code);
        Assert.Matches("property +files +good +bad +allowed +unknown\n", output);
        Assert.Matches("setuid +5 +5 +0 +0 +0\n", output);
    }

    [Fact]
    public async Task Audit_ImageWithAFault_NamesItAndFails()
    {
        image.Write("usr/bin/su", "su", 0x9ed);
        var (code, output, _) = await RunAsync("audit", image.Build());
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("/usr/bin/su: setuid: it runs as user 0\n", output, StringComparison.Ordinal);
        (code, output, _) = await RunAsync("audit", image.Path, "--json");
        Assert.Equal(ExitCode.Input, code);
        Assert.Equal("setuid", (string?)JsonNode.Parse(output)!["violations"]![0]!["property"]);
    }

    [Fact]
    public async Task Sbom_Image_IsTheSameEachTime()
    {
        var (code, output, _) = await RunAsync("sbom", image.Build());
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(output, (await RunAsync("sbom", image.Squashfs)).Output);
        var json = JsonNode.Parse(output)!;
        Assert.Equal("CycloneDX", (string?)json["bomFormat"]);
        Assert.Contains("pkg:apk/alpine/musl@1.2.4-r2?arch=x86_64&distro=alpine-3.19", output, StringComparison.Ordinal);
    }

    private static SmallImage Other()
    {
        var other = new SmallImage { Kernel = "6.6.8-0-virt" };
        other.Write("etc/router/board.yaml", "name: box\narchitecture: x86_64\ncommand-line: debug\nports: { wan: eth0 }\npackages: {}\n");
        other.SetPackages(("musl", "1.2.5-r0"), ("nftables", "1.0-r0"));
        other.Delete("etc/motd");
        other.Write("etc/issue", "box");
        other.Write("usr/sbin/routerd", "the doctor", 0x1ed);
        return other;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var terminal = new RecordingTerminal();
        var code = await terminal.RunAsync(Router.Ctl.Image.ImageCommands.Create, ["image", .. words]);
        return (code, terminal.Out, terminal.Error);
    }
}
