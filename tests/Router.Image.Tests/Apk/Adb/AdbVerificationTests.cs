using System.Security.Cryptography;
using Router.Image.Apk;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;

namespace Router.Image.Tests.Apk.Adb;

public class AdbVerificationTests
{
    public static TheoryData<string> Packages => AdbFiles.Packages;

    [Theory]
    [MemberData(nameof(Packages))]
    public void Verify_SignedPackage_IsTrusted(string name)
    {
        using var keys = AdbFiles.Keys();

        var verified = ApkVerification.Verify(AdbFiles.Read(name), keys, name);

        Assert.Equal(("v3", "package"), (verified.Format, verified.Kind));
        if (name != "ec-signed.apk")
            Assert.Equal(Path.GetFileNameWithoutExtension(name), $"{verified.Name}-{verified.Version}");
    }

    [Fact]
    public void Verify_SignedIndex_IsTrusted()
    {
        using var keys = AdbFiles.Keys();

        Assert.Equal(
            new VerifiedFile("v3", "index", "lab v3", ""), ApkVerification.Verify(AdbFiles.Read("x86_64/Packages.adb"), keys, "index"));
    }

    /// <summary>In the change from v2 to v3 a mirror may have either under either name.</summary>
    [Fact]
    public void Open_IndexOfV3UnderTheNameOfV2_IsRead()
    {
        using var keys = AdbFiles.Keys();
        var source = new MemorySource();
        source.Files["APKINDEX.tar.gz"] = AdbFiles.Read("x86_64/Packages.adb");
        Assert.Equal("lab v3", ApkRepository.Open(source, keys).Description);
    }

    [Fact]
    public void Verify_FilesOfV2_AreTrusted()
    {
        var (package, entry) = PackageTests.Package();
        var index = TestRepository.Index("a 1-r0");

        Assert.Equal(
            new VerifiedFile("v2", "package", entry.Description.Name, entry.Description.Version),
            ApkVerification.Verify(package, TestKeys.Trusted(), "package"));
        Assert.Equal(new VerifiedFile("v2", "index", "test", ""), ApkVerification.Verify(index, TestKeys.Trusted(), "index"));
    }

    [Theory]
    [InlineData("refused/unsigned.apk", "it has no signature")]
    [InlineData("refused/signed-by-stranger.apk", "UNTRUSTED signature: it is signed by the key with the ID ")]
    public void Verify_NotSignedByATrustedKey_IsRefused(string name, string why) => Refused(AdbFiles.Read(name), why);

    [Fact]
    public void Verify_UnknownKey_IsNamedByItsId()
    {
        using var nobody = new KeyRing();

        var error = Assert.Throws<ApkException>(() => ApkVerification.Verify(AdbFiles.Read("ec-signed.apk"), nobody, "file"));

        Assert.Contains("a3c64dbab2d9955cb8dbb3057e8ae1de", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, "BAD signature by key lab-v3.rsa.pub")]
    [InlineData(21_000, "BAD signature by key lab-v3.rsa.pub")]
    [InlineData(29_044, "does not match its hash")]
    public void Verify_ChangedByte_IsRefused(int place, string why)
    {
        var file = AdbFiles.Read("x86_64/lab-app-3.0.0_rc2-r5.apk");
        file[place] ^= 1;

        Refused(file, why);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Verify_Truncation_IsRefused(string name)
    {
        var file = AdbFiles.Read(name);
        using var keys = AdbFiles.Keys();
        // The last bytes may be no more than what fills up the last block, or the end of the packing.
        for (var length = 0; length < file.Length - 12; length += Math.Max(1, file.Length / 100))
            Assert.Throws<ApkException>(() => ApkVerification.Verify(file[..length], keys, "file"));
    }

    [Theory]
    [InlineData("x86_64/lab-base-1.0-r0.apk")]
    [InlineData("x86_64/lab-caps-2.1_p3-r1.apk")]
    [InlineData("x86_64/Packages.adb")]
    [InlineData("ec-signed.apk")]
    public void Verify_AnyFlippedByte_IsRefusedOrSaysNothing(string name)
    {
        var file = AdbFiles.Read(name);
        using var keys = AdbFiles.Keys();
        var honest = ApkVerification.Verify(file, keys, "file");
        for (var i = 0; i < file.Length; i += i < 16 ? 1 : 3)
        {
            var changed = file.ToArray();
            changed[i] ^= 0x55;
            if (Record.Exception(() => Assert.Equal(honest, ApkVerification.Verify(changed, keys, "file"))) is { } error)
                Assert.IsType<ApkException>(error);
        }
    }

    [Fact]
    public void Add_KeyOfAnotherCurve_IsRefused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var keys = new KeyRing();

        var error = Assert.Throws<ApkException>(() => keys.Add("other.pub", curve.ExportSubjectPublicKeyInfoPem()));

        Assert.Contains("key other.pub: not a public RSA or P-256 key", error.Message, StringComparison.Ordinal);
    }

    private static void Refused(byte[] file, string why)
    {
        using var keys = AdbFiles.Keys();
        var error = Assert.Throws<ApkException>(() => ApkVerification.Verify(file, keys, "file"));
        Assert.StartsWith("file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
