using Router.Core.State;
using Router.Image.Apk;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;
using Router.Image.Apk.Writing;

namespace Router.Image.Building;

/// <summary>
/// <c>router-base</c>, the firmware as a package: it has the OpenRC scripts of the services, needs what they call, so that nobody takes
/// that away from a device, and answers to <c>initramfs-generator</c>, for the image's initramfs is our own.
/// </summary>
internal static class FirmwarePackage
{
    public const string Name = "router-base";

    /// <summary>A repository with nothing else in it, signed with the key.</summary>
    /// <param name="needs">Packages, and after <c>!</c> those that must not be there.</param>
    /// <param name="scripts">Of services, by their names.</param>
    /// <param name="version">Of the firmware: <c>1.2.3</c>.</param>
    public static ApkRepository Repository(
        IReadOnlyList<string> needs, IEnumerable<(string Name, byte[] Content)> scripts, string architecture, string version,
        SigningKey key)
    {
        var (package, entry) = ApkWriter.Write(
            new PackageDescription
            {
                Name = Name,
                Version = $"{version}-r0",
                Architecture = architecture,
                Summary = "What the router's services need",
                Depends = needs,
                Provides = ["initramfs-generator"],
                // Debian's packages have scripts of the same names.
                Replaces = [.. needs.Where(need => need[0] != '!')],
            },
            scripts.Select(script => new PackageEntry.RegularFile(
                $"etc/init.d/{script.Name}", FileModes.AllFolder, FileOwner.Root, script.Content)),
            scripts: null,
            key);
        var keys = new KeyRing();
        keys.Add(key.Name, key.PublicPem());
        return ApkRepository.Open(
            new Source(entry.FileName, package, IndexWriter.Write([entry], "firmware", key)), keys);
    }

    /// <summary>
    /// What the firmware needs of an Alpine release: <paramref name="packages"/>, and not the scripts that they bring for OpenRC, whose
    /// names ours have.
    /// </summary>
    public static IReadOnlyList<string> OfAlpine(IReadOnlyList<string> packages) =>
        [.. packages, .. packages.Where(name => name[0] != '!').Select(name => $"!{name}-openrc")];

    private sealed class Source(string fileName, byte[] package, byte[] index) : IPackageSource
    {
        public string Location => "firmware";

        public (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames) => (fileNames[0], index);

        public byte[] Read(string name, string? architecture = null) =>
            name == fileName ? package : throw new ApkException($"{Location}/{name}: missing");
    }
}
