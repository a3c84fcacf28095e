using Router.Image.Apk;
using Router.Image.Building;

namespace Router.Image.Sbom;

/// <summary>Packages as components.</summary>
internal static class PackageComponents
{
    public static BomComponent Of(IndexEntry entry, ImageManifest manifest)
    {
        var package = entry.Description;
        var purl = Purl(package, manifest);
        return new BomComponent("library", purl, package.Name, Version(package, manifest))
        {
            Description = package.Summary.Length > 0 ? package.Summary : null,
            Licenses = Licenses(package.License),
            Purl = purl,
            // What the signed index vouches for: it covers the package's description, which covers its data.
            Properties = [new BomProperty("router:apk:checksum", "Q1" + Convert.ToBase64String(entry.Checksum.Span))],
        };
    }

    /// <summary>What the packages need of each other, by the names that they go and answer by.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Dependencies(
        IReadOnlyList<IndexEntry> packages, IReadOnlyDictionary<string, string> references)
    {
        var providers = packages.SelectMany(p => p.Description.Provides.Select(word => (Word: Bare(word), p.Description.Name)))
            .Concat(packages.Select(p => (Word: p.Description.Name, p.Description.Name)))
            .ToLookup(p => p.Word, p => references[p.Name]);
        return packages.ToDictionary(
            p => references[p.Description.Name],
            IReadOnlyList<string> (p) =>
            [
                .. p.Description.Depends.SelectMany(word => providers[Bare(word)])
                    .Where(reference => reference != references[p.Description.Name])
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]);
    }

    /// <summary>A Debian package has its own version beside the one that apk can read; what was made here for the lab has none.</summary>
    private static string Purl(PackageDescription package, ImageManifest manifest) => manifest.Source switch
    {
        _ when package.Name == FirmwarePackage.Name => PackageUrl.Of("generic", package.Name, package.Version),
        "lab" when package.Commit.Length == 0 => PackageUrl.Of("generic", package.Name, package.Version),
        "lab" => PackageUrl.Of(
            "deb/debian", package.Name, package.Commit, ("arch", Debian(package.Architecture)), ("distro", manifest.Distribution)),
        _ => PackageUrl.Of(
            "apk/alpine", package.Name, package.Version, ("arch", package.Architecture), ("distro", manifest.Distribution)),
    };

    private static string Version(PackageDescription package, ImageManifest manifest) =>
        manifest.Source == "lab" && package.Commit.Length > 0 ? package.Commit : package.Version;

    private static string Debian(string architecture) => architecture switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        _ => architecture,
    };

    /// <summary>A package's words are told as they are where they are no expression.</summary>
    private static BomLicense[]? Licenses(string license)
    {
        if (license.Length == 0)
            return null;
        if (SpdxExpression.IsId(license))
            return [new BomLicense(new BomLicenseName(license, null), null)];
        return SpdxExpression.IsExpression(license)
            ? [new BomLicense(null, license)]
            : [new BomLicense(new BomLicenseName(null, license), null)];
    }

    /// <summary><c>so:libc.so=1.2</c> and <c>musl>1</c> without the version.</summary>
    private static string Bare(string word) => word.Split('<', '>', '=', '~')[0];
}
