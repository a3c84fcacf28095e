using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Testing;
using Router.Testing.Bundles;

namespace Router.Bundles.Tests;

/// <summary>Bundles that mean harm, or were harmed.</summary>
public class BundleTests
{
    private static readonly byte[] Good = new TestBundle().ToBytes();

    [Fact]
    public void Verify_AGoodOne_IsTaken() => Verify(Good);

    /// <summary>Each length of the head, and many of the data.</summary>
    [Fact]
    public void Verify_CutOffAnywhere_SaysSo()
    {
        var head = BundleHeader.Parse(Good).HeadLength;
        for (var length = 0; length < Good.Length; length += length < head ? 1 : 499)
        {
            var refused = Assert.Throws<BundleException>(() => Verify(Good[..length]));
            Assert.Equal(length == 0 ? BundleFault.NoBundle : BundleFault.CutOff, refused.Fault);
        }
    }

    /// <summary>Each bit of the head, and a bit of every so many bytes of the data.</summary>
    [Fact]
    public void Verify_ABitFlippedAnywhere_IsRefused()
    {
        var head = BundleHeader.Parse(Good).HeadLength;
        for (var at = 0; at < Good.Length; at += at < head ? 1 : 211)
        {
            var bundle = (byte[])Good.Clone();
            bundle[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<BundleException>(() => Verify(bundle));
        }
    }

    [Fact]
    public void Verify_MoreThanItSays_IsRefused() =>
        Assert.Contains("longer", Assert.Throws<BundleException>(() => Verify([.. Good, 0])).Message, StringComparison.Ordinal);

    [Fact]
    public void Verify_Garbage_ThrowsNothingElse() => Fuzz.Run([Good], bytes =>
    {
        try
        {
            Verify(bytes);
        }
        catch (BundleException)
        {
            // What it is for.
        }
    });

    [Fact]
    public void Read_AnythingElse_IsNoBundle() => Assert.Equal(
        "it is no bundle",
        Assert.Throws<BundleException>(() => Verify("PK\u0003\u0004 something else that is long enough"u8.ToArray())).Message);

    [Fact]
    public void Read_SignedByAStranger_IsRefused()
    {
        using var stranger = P256.Generate();
        var refused = Refuse(new TestBundle { SignedBy = stranger });
        Assert.Equal("it is signed by none of the keys that are trusted, or changed since", refused.Message);
        Assert.Equal(BundleFault.Untrusted, refused.Fault);
    }

    [Fact]
    public void Read_SignedByAKeyThatIsNotGoodAnyMore_IsRefused()
    {
        Assert.Equal(
            "it is signed by release, which is revoked: the laptop was stolen",
            Refuse(new TestBundle(), new ReleaseKeys([TestBundle.Key with { Revoked = "the laptop was stolen" }])).Message);
        Assert.Equal(
            "it is signed by release, which was good until 2026-11-29",
            Refuse(new TestBundle(), new ReleaseKeys([TestBundle.Key with { Until = TestBundle.Today.AddDays(-1) }])).Message);
    }

    [Fact]
    public void Read_AManifestThatLiesAboutSizes_IsRefused()
    {
        var made = new TestBundle();
        made.Lies[BundleNames.Root] = (12, new string('0', 64));
        Assert.Equal("its manifest says that rootfs.squashfs has 12 bytes, and its index 150000", Refuse(made).Message);
        made.Lies[BundleNames.Root] = (150_000, new string('0', 64));
        Assert.Equal("its manifest has another SHA-256 of rootfs.squashfs than its index", Refuse(made).Message);
        made.Lies.Clear();
        made.Lies[BundleNames.Chunks] = (1, new string('0', 64));
        Assert.Equal("its index of chunks is not the one that was signed", Refuse(made).Message);
    }

    [Theory]
    [InlineData("vmlinuz")]
    [InlineData("initramfs")]
    public void Read_WhatNoSlotStartsFrom_IsRefused(string missing)
    {
        var made = new TestBundle();
        made.Files.Remove(missing);
        Assert.Equal("its index lacks the root file system, or what it starts from", Refuse(made).Message);
    }

    [Fact]
    public void Read_AUnifiedKernel_IsEnoughToStart()
    {
        var made = new TestBundle();
        made.Files.Remove(BundleNames.Kernel);
        made.Files.Remove(BundleNames.Initramfs);
        made.Files[BundleNames.UnifiedKernel] = TestBundle.Random(5, 30_000);
        Verify(made.ToBytes());
    }

    [Theory]
    [InlineData("release")]
    [InlineData("schema")]
    [InlineData("rootHash")]
    public void Read_AManifestOfBeforeThereWereBundles_IsRefused(string missing)
    {
        var made = new TestBundle();
        made.Manifest[missing] = null;
        Assert.EndsWith("the image was built before there were bundles", Refuse(made).Message, StringComparison.Ordinal);
    }

    private static BundleException Refuse(TestBundle made, ReleaseKeys? keys = null)
    {
        var bytes = made.ToBytes();
        return Assert.Throws<BundleException>(() => TestBundle.Head(bytes, keys));
    }

    private static void Verify(byte[] bundle)
    {
        using var stream = new MemoryStream(bundle);
        var stopping = TestContext.Current.CancellationToken;
        var head = BundleHead.Read(
            BundleFile.ReadHeadAsync(stream, stopping).GetAwaiter().GetResult(), TestBundle.Keys, TestBundle.Today);
        BundleFile.Verify(head, stream, new Progress<long>(), stopping);
    }
}
