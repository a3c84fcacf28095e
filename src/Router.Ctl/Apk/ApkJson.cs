using System.Text.Json.Serialization;
using Router.Image.Apk.Repositories;

namespace Router.Ctl.Apk;

/// <summary>A package of <c>apk resolve --json</c>; sizes are bytes.</summary>
internal sealed record PackageJson(string Name, string Version, string Checksum, string Repository, long Size, long InstalledSize)
{
    public static PackageJson Of(ResolvedPackage package) =>
        new(
            package.Name, package.Version, package.Checksum, package.Repository.Location,
            package.Entry.PackageSize, package.Entry.InstalledSize);
}

/// <summary>
/// What <c>apk install --json</c> did; sizes are bytes, <paramref name="Failed"/> counts packages that are missing or broken by the errors.
/// </summary>
internal sealed record InstallJson(int Packages, long InstalledSize, string[] Errors, int Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PackageJson[]))]
[JsonSerializable(typeof(InstallJson))]
internal sealed partial class ApkJson : JsonSerializerContext;
