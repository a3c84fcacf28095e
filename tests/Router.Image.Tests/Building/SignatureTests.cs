using System.Diagnostics;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Signing;
using Router.Image.Building.Edges;
using Router.Image.Trees.Edges;

namespace Router.Image.Tests.Building;

public sealed class SignatureTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-signatures-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Write_ManifestAndLock_VerifyHereAndWithOpenssl()
    {
        var stopping = TestContext.Current.CancellationToken;
        using var key = DevelopmentKey.Load(DevelopmentKey.FolderIn(folder.FullName));
        await File.WriteAllTextAsync(In("manifest.json"), "{}\n", stopping);
        await File.WriteAllTextAsync(In("packages.lock"), "musl 1-r0 Q1\n", stopping);
        await ImageSignatures.WriteAsync(folder.FullName, key, stopping);

        var place = new ImagePlace(folder.FullName, null, null);
        using var keys = ApkSources.ReadKeys(In("artifacts/keys"));
        using var nobody = new KeyRing();
        Assert.Equal(
            [new SignedFile("manifest.json", "lab.rsa.pub"), new SignedFile("packages.lock", "lab.rsa.pub")],
            ImageSignatures.Check(place, keys));
        Assert.All(ImageSignatures.Check(place, nobody), file => Assert.Null(file.Key));
        var openssl = await RunAsync(
            "openssl", "dgst", "-sha256", "-verify", In("artifacts/keys/lab.rsa.pub"), "-signature", In("packages.lock.sig"),
            In("packages.lock"));
        Assert.Equal("Verified OK\n", openssl);
    }

    [Fact]
    public void Load_Twice_IsTheSameKeyThatNobodyElseReads()
    {
        using var first = DevelopmentKey.Load(folder.FullName);
        using var second = DevelopmentKey.Load(folder.FullName);
        Assert.Equal(first.PublicPem(), second.PublicPem());
        Assert.Equal(first.PublicPem(), File.ReadAllText(In("lab.rsa.pub")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In("lab.rsa")));
        Assert.Equal(["lab.rsa", "lab.rsa.pub"], folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
