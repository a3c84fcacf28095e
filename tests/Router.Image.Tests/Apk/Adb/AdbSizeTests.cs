using System.Buffers.Binary;
using System.IO.Compression;
using Router.Image.Apk;
using Router.Image.Apk.Repositories;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>A few kilobytes that unpack to very much more: nobody's memory is filled before a signature is good, nor after it.</summary>
public class AdbSizeTests
{
    private const int Huge = 300 << 20, Little = 64 << 20;

    [Fact]
    public void Open_UnsignedPartWithoutEnd_IsNotUnpacked()
    {
        var header = new byte[12];
        "ADB.pckg"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Huge);
        Refused(Packed(header, Huge), "what it says of itself takes more than 16 MiB");
    }

    /// <summary>The signature covers what is said of the files, and anybody may write behind it.</summary>
    [Fact]
    public void Open_MoreThanTheSignedPartSays_IsNotUnpacked() =>
        Refused(Packed(AdbFiles.Unpacked("x86_64/lab-base-1.0-r0.apk"), Huge), "it unpacks to more than ");

    [Fact]
    public void Verify_StartOfAPackage_IsEnoughToTellWhatItIs()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ApkException>(
            () => ApkVerification.Verify(Packed("ADB.none"u8.ToArray(), Huge), AdbFiles.Keys(), "odd.apk"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.StartsWith("odd.apk: ", error.Message, StringComparison.Ordinal);
    }

    private static void Refused(byte[] file, string words)
    {
        using var keys = AdbFiles.Keys();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ApkException>(() => PackageArchive.Open(file, keys, "bomb.apk", checksum: null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("bomb.apk: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>As deflate, with so many zeros behind it.</summary>
    private static byte[] Packed(byte[] content, int zeros)
    {
        using var file = new MemoryStream();
        file.Write("ADBd"u8);
        using (var deflate = new DeflateStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
            var piece = new byte[1 << 20];
            for (var written = 0; written < zeros; written += piece.Length)
                deflate.Write(piece);
        }

        return file.ToArray();
    }
}
