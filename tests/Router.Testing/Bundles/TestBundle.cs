using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Bundles;
using Router.Bundles.Chunking;
using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Core.Verity;

namespace Router.Testing.Bundles;

/// <summary>A bundle of made-up files, and what is said of it; each part can be made to lie.</summary>
public sealed class TestBundle
{
    public static readonly DateOnly Today = new(2026, 11, 30);

    public static readonly ChunkSizes Sizes = new(1024, 2048, 8192);

    private static readonly ECDsa Signer = P256.Generate();

    public static readonly ReleaseKey Key = new() { Name = "release", Pem = Signer.PublicPem(), Until = new DateOnly(2027, 1, 1) };

    public static readonly ReleaseKeys Keys = new([Key]);

    public static readonly DeviceFacts Device = new("pc-x86_64", "x86_64", 7, 2);

    public SortedDictionary<string, byte[]> Files { get; init; } = Usual(1);

    public Dictionary<string, object?> Manifest { get; } = new()
    {
        ["board"] = "pc-x86_64",
        ["source"] = "lab",
        ["architecture"] = "x86_64",
        ["version"] = "1.2.3",
        ["release"] = 8,
        ["schema"] = 2,
    };

    /// <summary>How it is cut.</summary>
    public ChunkSizes Cut { get; init; } = Sizes;

    /// <summary>In place of what the manifest should say of a file.</summary>
    public Dictionary<string, (long Size, string Sha256)> Lies { get; } = [];

    public ECDsa SignedBy { get; init; } = Signer;

    public static SortedDictionary<string, byte[]> Usual(int seed, int root = 150_000) => new(StringComparer.Ordinal)
    {
        [BundleNames.Kernel] = Random(seed, 20_000),
        [BundleNames.Initramfs] = Random(seed + 100, 9_000),
        [BundleNames.Entry] = Encoding.ASCII.GetBytes($"router.verity={seed} quiet\n"),
        [BundleNames.Root] = Random(seed + 200, root),
    };

    public static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public ChunkIndex Index() => new(
        Cut,
        [.. BundleNames.Boot.Append(BundleNames.Root).Where(Files.ContainsKey)
            .Select(name => ChunkIndex.Cut(name, new MemoryStream(Files[name]), Cut))]);

    public static VerityTree Tree(byte[] root)
    {
        var salt = SHA256.HashData(root);
        return VerityTree.OfPadded(new MemoryStream(root), salt, new Guid(salt.AsSpan(0, 16), bigEndian: true));
    }

    public byte[] ToBytes()
    {
        var index = ChunkIndexCodec.Encode(Index());
        var manifest = new Dictionary<string, object?>(Manifest);
        manifest.TryAdd("rootHash", Convert.ToHexStringLower(Tree(Files[BundleNames.Root]).RootHash.Span));
        manifest.TryAdd("files", Files.Append(new(BundleNames.Chunks, index)).Select(file =>
        {
            var (size, hash) = Lies.TryGetValue(file.Key, out var lie)
                ? lie
                : (file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value)));
            return new Dictionary<string, object> { ["name"] = file.Key, ["size"] = size, ["sha256"] = hash };
        }).ToArray());
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest);
        using var output = new MemoryStream();
        BundleFile.PackAsync(text, SignedBy.Sign(text), index, name => new MemoryStream(Files[name]), output, new Progress<long>(), default)
            .GetAwaiter().GetResult();
        return output.ToArray();
    }

    public static BundleHead Head(byte[] bundle, ReleaseKeys? keys = null) =>
        BundleHead.Read(bundle.AsMemory(0, Math.Min(bundle.Length, BundleHeader.Parse(bundle).HeadLength)), keys ?? Keys, Today);
}
