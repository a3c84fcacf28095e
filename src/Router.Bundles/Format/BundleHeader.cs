using System.Buffers.Binary;

namespace Router.Bundles.Format;

/// <summary>
/// The first bytes of a bundle; numbers are little-endian.
/// <code>
/// 0   8  magic: 89 52 42 4E 44 0D 0A 1A, which whoever takes it for text destroys
/// 8   4  version of the format
/// 12  4  bytes of the manifest, which is next
/// 16  4  bytes of its signature, which is next
/// 20  4  bytes of the chunk index, which is next
/// 24  8  bytes of the data, which are the rest
/// </code>
/// </summary>
public readonly record struct BundleHeader(int Manifest, int Signature, int Index, long Data)
{
    /// <summary>Bytes.</summary>
    public const int Length = 32;

    public const int LargestManifest = 1 << 20, LargestSignature = 256, LargestIndex = 8 << 20;

    private const int Version = 1;

    private const string NoBundle = "it is no bundle";

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'R', (byte)'B', (byte)'N', (byte)'D', 0x0D, 0x0A, 0x1A];

    /// <summary>Bytes before the data.</summary>
    public int HeadLength => Length + Manifest + Signature + Index;

    /// <summary>Bytes of the whole bundle.</summary>
    public long BundleLength => HeadLength + Data;

    /// <param name="bytes">At least <see cref="Length"/>, unless the bundle is shorter.</param>
    /// <exception cref="BundleException">It is no bundle, or one of another version.</exception>
    public static BundleHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var known = Math.Min(bytes.Length, Magic.Length);
        if (known == 0 || !bytes[..known].SequenceEqual(Magic[..known]))
            throw new BundleException(BundleFault.NoBundle, NoBundle, "`routerctl bundle BOARD` makes one");
        if (bytes.Length < Length)
            throw CutOff(bytes.Length, null);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version != Version)
            throw new BundleException(
                BundleFault.NoBundle, $"it is a bundle of version {version}, and this software knows {Version}",
                "install a newer release first");
        var (manifest, signature, index) = (
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));
        var data = BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]);
        if (manifest is 0 or > LargestManifest || signature > LargestSignature || index is 0 or > LargestIndex
            || data is <= 0 or > long.MaxValue / 2)
            throw new BundleException(BundleFault.Damaged, "its header is damaged: no bundle has such lengths", BundleHints.Again);
        return new BundleHeader((int)manifest, (int)signature, (int)index, data);
    }

    /// <summary>A bundle of <paramref name="length"/> bytes that should have <paramref name="whole"/>; null: nobody knows.</summary>
    public static BundleException CutOff(long length, long? whole) => new(
        BundleFault.CutOff, $"it is cut off after {length} bytes{(whole is { } all ? $" of {all}" : "")}", BundleHints.Again);

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Manifest);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Signature);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), Index);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), Data);
        return bytes;
    }
}
