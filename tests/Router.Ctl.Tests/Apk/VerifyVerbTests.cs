using System.Text.Json;
using Router.Ctl.Apk;
using Router.Ctl.Cli;
using Router.Image.Apk;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Ctl.Tests.Apk;

public sealed class VerifyVerbTests : IDisposable
{
    private static readonly string Third = Path.Combine(AppContext.BaseDirectory, "ec-signed.apk");

    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();
    private readonly string second;
    private readonly string index;

    public VerifyVerbTests()
    {
        using var key = SigningKey.Generate("box.rsa.pub");
        folder.Write("keys/box.rsa.pub", key.PublicPem());
        File.Copy(Path.Combine(AppContext.BaseDirectory, "lab-ec.pub"), folder["keys/lab-ec.pub"]);
        var (package, entry) = ApkWriter.Write(
            new PackageDescription { Name = "thing", Version = "1.0-r0", Architecture = "x86_64" },
            [new PackageEntry.RegularFile("srv/thing", 420, FileOwner.Root, "x"u8.ToArray())], null, key);
        (second, index) = (folder["thing.apk"], folder["APKINDEX.tar.gz"]);
        File.WriteAllBytes(second, package);
        File.WriteAllBytes(index, IndexWriter.Write([entry], "things", key));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_GoodFiles_AreALineEach()
    {
        Assert.Equal(ExitCode.Done, await Verify(second, index, Third));
        Assert.Equal(
            $"{second}: OK (v2 package: thing 1.0-r0)\n{index}: OK (v2 index: things)\n{Third}: OK (v3 package: lab-docs 1-r0)\n",
            terminal.Out);
    }

    [Fact]
    public async Task Verify_OneBadFile_IsToldAndTheOthersAreVerified()
    {
        File.WriteAllBytes(folder["cut.apk"], File.ReadAllBytes(Third)[..100]);

        Assert.Equal(ExitCode.Input, await Verify(folder["cut.apk"], folder["none.apk"], second));

        var lines = terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{folder["cut.apk"]}: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{folder["none.apk"]}: it cannot be read", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("OK (v2 package: thing 1.0-r0)", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_Json_IsADocumentOfAllFiles()
    {
        File.Delete(folder["keys/lab-ec.pub"]);

        Assert.Equal(ExitCode.Input, await Verify(second, Third, "--json"));

        using var document = JsonDocument.Parse(terminal.Out);
        var (good, bad) = (document.RootElement[0], document.RootElement[1]);
        Assert.Equal(
            (true, "v2", "package", "thing"),
            (good.GetProperty("ok").GetBoolean(), good.GetProperty("format").GetString(), good.GetProperty("kind").GetString(),
                good.GetProperty("name").GetString()));
        Assert.False(bad.GetProperty("ok").GetBoolean());
        Assert.Contains("UNTRUSTED signature", bad.GetProperty("problem").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NoKeys_IsRefused()
    {
        Assert.Equal(ExitCode.Input, await terminal.RunAsync(ApkCommands.Create, "apk", "verify", second, "--keys", folder["nowhere"]));
        Assert.Contains("no such keys directory", terminal.Error, StringComparison.Ordinal);
    }

    private Task<int> Verify(params string[] words) =>
        terminal.RunAsync(ApkCommands.Create, ["apk", "verify", "--keys", folder["keys"], .. words]);
}
