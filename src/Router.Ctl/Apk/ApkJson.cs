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

/// <summary>
/// A file of <c>apk verify --json</c>: <c>v2</c> or <c>v3</c>, <c>package</c> or <c>index</c>; an index has its description as name.
/// Where it is refused only <paramref name="Problem"/> is there.
/// </summary>
internal sealed record VerifiedJson(string File, bool Ok, string? Format, string? Kind, string? Name, string? Version, string? Problem);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(PackageJson[]))]
[JsonSerializable(typeof(InstallJson))]
[JsonSerializable(typeof(VerifiedJson[]))]
internal sealed partial class ApkJson : JsonSerializerContext;
