using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Image.Tests.Apk;

public class PackageTests
{
    private static readonly PackageDescription s_description = new()
    {
        Name = "hello",
        Version = "1.0-r0",
        Architecture = "x86_64",
        Depends = ["musl"],
        Replaces = ["old<1"],
        ReplacesPriority = 3,
        Triggers = ["/usr/lib/*"],
    };

    [Fact]
    public void Write_Twice_GivesEqualBytes() => Assert.Equal(Package().Package, Package().Package);

    [Fact]
    public void Open_SignedPackage_TellsWhatIsInIt()
    {
        var (package, entry) = Package();

        var archive = PackageArchive.Open(package, TestKeys.Trusted(), "hello.apk", entry.Checksum);

        Assert.Equal(("hello", "1.0-r0", 3), (archive.Info.Name, archive.Info.Version, archive.Info.ReplacesPriority));
        Assert.Equal(["old<1"], archive.Info.Replaces);
        Assert.Equal(["/usr/lib/*"], archive.Info.Triggers);
        Assert.Equal("#!/bin/sh\n", Encoding.UTF8.GetString(archive.Scripts[".post-install"]));
    }

    [Fact]
    public void Open_UnsignedPackage_NeedsTheIndexesChecksum()
    {
        var (package, entry) = Package(signed: false);

        Assert.NotNull(PackageArchive.Open(package, TestKeys.Trusted(), "hello.apk", entry.Checksum));
        Refused(package, null, "it has no signature");
    }

    [Fact]
    public void Open_UnknownKey_IsRefusedWithoutAnIndex()
    {
        var (package, _) = Package();
        using var nobody = new KeyRing();

        var error = Assert.Throws<ApkException>(() => PackageArchive.Open(package, nobody, "hello.apk", null));

        Assert.Contains("UNTRUSTED signature: it is signed by RSA256.test.rsa.pub", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherChecksumThanTheIndexes_IsRefused() =>
        Refused(Package().Package, new byte[20], "BAD signature: it is not the package of which the index has the checksum");

    [Fact]
    public void Open_EveryTruncation_IsRefused()
    {
        var (package, entry) = Package();
        for (var length = 0; length < package.Length; length++)
            Refused(package[..length], entry.Checksum, "hello.apk: ");
    }

    [Fact]
    public void Open_AnyFlippedByte_IsRefused()
    {
        var (package, entry) = Package();
        var accepted = 0;
        for (var i = 0; i < package.Length; i++)
        {
            var changed = package.ToArray();
            changed[i] ^= 0x55;
            if (Record.Exception(() => PackageArchive.Open(changed, TestKeys.Trusted(), "hello.apk", entry.Checksum)) is { } error)
                Assert.IsType<ApkException>(error);
            else
                accepted++;
        }

        // Time, extra flags and system of the signature member's header say nothing; all that is signed is covered.
        Assert.InRange(accepted, 0, 6);
    }

    [Fact]
    public void Write_TwoEntriesOfOnePath_IsRefused() => Assert.Throws<ArgumentException>(() =>
        ApkWriter.Write(
            s_description,
            [new PackageEntry.Directory("a", 0x1ed, FileOwner.Root), new PackageEntry.Directory("a", 0x1c0, FileOwner.Root)]));

    [Fact]
    public void Write_PathOutsideOfTheRoot_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ApkWriter.Write(s_description, [new PackageEntry.Directory("../a", 0x1ed, FileOwner.Root)]));

    [Fact]
    public void Write_DirectoriesOnly_HasASizeThatApkDoesNotSkip()
    {
        var (_, entry) = ApkWriter.Write(s_description, [new PackageEntry.Directory("a/b", 0x1ed, FileOwner.Root)]);

        Assert.True(entry.InstalledSize > 0);
    }

    [Fact]
    public void SigningKey_FromItsPem_SignsForTheSamePublicKey()
    {
        using var copy = SigningKey.FromPem("test.rsa.pub", TestKeys.Signing.PrivatePem());

        Assert.Equal(TestKeys.Signing.PublicPem(), copy.PublicPem());
        Assert.Throws<ApkException>(() => SigningKey.FromPem("x", "nonsense"));
        Assert.Throws<ApkException>(() => SigningKey.FromPem("x", copy.PublicPem()));
    }

    internal static (byte[] Package, IndexEntry Entry) Package(bool signed = true) => ApkWriter.Write(
        s_description,
        [new PackageEntry.RegularFile("usr/bin/hello", 0x1ed, FileOwner.Root, "hello\n"u8.ToArray())],
        new Dictionary<string, string> { [".post-install"] = "#!/bin/sh\n" },
        signed ? TestKeys.Signing : null);

    private static void Refused(byte[] package, ReadOnlyMemory<byte>? checksum, string reason)
    {
        var error = Assert.Throws<ApkException>(() => PackageArchive.Open(package, TestKeys.Trusted(), "hello.apk", checksum));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
