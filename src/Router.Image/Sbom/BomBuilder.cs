using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Image.Building;

namespace Router.Image.Sbom;

/// <summary>The bill of materials of an image, as CycloneDX 1.6. Equal images give equal bytes.</summary>
internal static class BomBuilder
{
    private const string ImageRef = "image", DaemonRef = "routerd", KernelRef = "kernel";

    /// <summary>Signs of versions and package URLs as they are, for whoever searches the text.</summary>
    private static readonly BomJson Json =
        new(new JsonSerializerOptions(BomJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="time">When it is said to be made; null: it does not say.</param>
    public static string ToJson(ImageContents image, DateTimeOffset? time)
    {
        var bom = Build(image);
        var serial = Serial(JsonSerializer.SerializeToUtf8Bytes(bom, Json.Bom));
        var timestamp = time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        bom = bom with { SerialNumber = $"urn:uuid:{serial}", Metadata = bom.Metadata with { Timestamp = timestamp } };
        return JsonSerializer.Serialize(bom, Json.Bom) + "\n";
    }

    private static Bom Build(ImageContents image)
    {
        var packages = image.Packages.OrderBy(p => p.Description.Name, StringComparer.Ordinal).ToList();
        var components = packages.Select(p => PackageComponents.Of(p, image.Manifest)).ToList();
        var references = packages.Zip(components).ToDictionary(pair => pair.First.Description.Name, pair => pair.Second.Ref);
        var linked = image.Manifest.Linked.Select(Linked).ToList();
        var needs = PackageComponents.Dependencies(packages, references).Select(pair => new BomDependency(pair.Key, pair.Value));
        IEnumerable<BomComponent> own = image.Manifest.IsContainer ? [Daemon(image)] : [Daemon(image), Kernel(image)];
        return new Bom(
            "CycloneDX", "1.6", null, 1, new BomMetadata(null, Image(image)), [.. own, .. linked, .. components],
            [
                new BomDependency(ImageRef, [.. own.Concat(components).Select(c => c.Ref)]),
                new BomDependency(DaemonRef, [.. linked.Select(c => c.Ref)]),
                .. needs.OrderBy(d => d.Ref, StringComparer.Ordinal),
            ]);
    }

    private static BomComponent Image(ImageContents image) =>
        new("firmware", ImageRef, image.Manifest.Board, image.Manifest.Version)
        {
            Hashes = Sha256(image.RootHash),
            Properties =
            [
                new BomProperty("router:architecture", image.Manifest.Architecture),
                new BomProperty("router:source", image.Manifest.Source),
            ],
        };

    private static BomComponent Daemon(ImageContents image) =>
        new("application", DaemonRef, "routerd", image.Manifest.Version) { Hashes = Sha256(image.DaemonHash) };

    private static BomComponent Kernel(ImageContents image) =>
        new("operating-system", KernelRef, "linux", image.Manifest.Kernel)
        {
            Hashes = image.KernelHash is { } hash ? Sha256(hash) : null,
        };

    /// <summary>Of a distribution it is the source package, whatever its parts are called there.</summary>
    private static BomComponent Linked(LinkedLibrary library)
    {
        var purl = library.From == LinkedLibrary.NuGet
            ? PackageUrl.Of("nuget", library.Name, library.Version)
            : PackageUrl.Of("deb/debian", library.Name, library.Version, ("arch", "source"));
        return new BomComponent("library", purl, library.Name, library.Version) { Purl = purl };
    }

    private static BomHash[] Sha256(string hash) => [new BomHash("SHA-256", hash)];

    /// <summary>A UUID of version 8 (RFC 9562) from a hash of all the rest.</summary>
    private static Guid Serial(byte[] document)
    {
        var hash = SHA256.HashData(document);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0f));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3f));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
