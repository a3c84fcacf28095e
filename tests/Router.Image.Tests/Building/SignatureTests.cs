using System.Diagnostics;
using Router.Core.Trust;
using Router.Image.Apk.Edges;
using Router.Image.Building.Edges;
using Router.Image.Trees.Edges;
using Router.Image.Trust.Edges;

namespace Router.Image.Tests.Building;

public sealed class SignatureTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-signatures-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Write_ManifestAndLock_VerifyHereAndWithOpenssl()
    {
        var stopping = TestContext.Current.CancellationToken;
        using var signer = ReleaseFolder.Development(folder.FullName);
        await File.WriteAllTextAsync(In("manifest.json"), "{}\n", stopping);
        await File.WriteAllTextAsync(In("packages.lock"), "musl 1-r0 Q1\n", stopping);
        await ImageSignatures.WriteAsync(folder.FullName, signer, stopping);

        var place = new ImagePlace(folder.FullName, null, null);
        var keys = ReleaseFolder.ReadAll(folder.FullName);
        Assert.Equal(
            ["manifest.json: signed by development", "packages.lock: signed by development"],
            ImageSignatures.Check(place, keys, Today).Select(file => $"{file.Name}: {file.Verdict}"));
        Assert.All(
            ImageSignatures.Check(place, new ReleaseKeys([]), Today), file => Assert.Equal(SignatureTrust.Stranger, file.Verdict.Trust));
        var openssl = await RunAsync(
            "openssl", "dgst", "-sha256", "-verify", In("artifacts/release/development.pem"), "-signature", In("packages.lock.sig"),
            In("packages.lock"));
        Assert.Equal("Verified OK\n", openssl);
    }

    [Fact]
    public void Development_Twice_IsTheSameKeyThatNobodyElseReads()
    {
        using var first = ReleaseFolder.Development(folder.FullName);
        using var second = ReleaseFolder.Development(folder.FullName);
        Assert.Equal(first.Public, second.Public);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In("artifacts/release/development.key")));
        Assert.Equal(
            ["development.key", "development.pem"],
            Directory.GetFiles(In("artifacts/release")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
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
