using Router.Image.Apk;
using Router.Image.Building;

namespace Router.Image.Sbom;

/// <summary>What an image is made of. Hashes are SHA-256 in hexadecimal.</summary>
/// <param name="KernelHash">Of vmlinuz; null: it is not at hand.</param>
internal sealed record ImageContents(
    ImageManifest Manifest, IReadOnlyList<IndexEntry> Packages, string RootHash, string DaemonHash, string? KernelHash);
