using System.Security.Cryptography;
using Router.Boot.Tests.Lab;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Core.State;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Initramfs;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>
/// A release that differs from the built image by what its kernel is told and by what its initramfs does: signed as an image is, and packed
/// as a bundle.
/// </summary>
internal sealed record TestRelease(string Version)
{
    /// <summary>How much higher its number is than that of the built image.</summary>
    public long Newer { get; init; } = 1;

    /// <summary>The folder of the built image.</summary>
    public string Image { get; init; } = BuiltImage.FolderOf(BuiltImage.Board);

    /// <summary>Words for the kernel's command line, behind those of the image.</summary>
    public string Words { get; init; } = "";

    /// <summary>Lines of shell for the initramfs, when the root is put together on <c>/new</c> and nothing of it runs yet.</summary>
    public string Script { get; init; } = "";

    /// <summary>Who signs; null: the key that signed the image.</summary>
    public ReleaseSigner? Signer { get; init; }

    /// <summary>Writes the bundle and returns its path.</summary>
    public async Task<string> PackAsync(string folder, CancellationToken stopping)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder, Version)).FullName;
        foreach (var name in (string[])[BundleNames.Kernel, BundleNames.Root])
            File.CreateSymbolicLink(Path.Combine(work, name), In(name));
        var entry = (await File.ReadAllTextAsync(In(BundleNames.Entry), stopping)).Trim();
        await File.WriteAllTextAsync(Path.Combine(work, BundleNames.Entry), $"{entry} {Words}".Trim() + "\n", stopping);
        await File.WriteAllBytesAsync(Path.Combine(work, BundleNames.Initramfs), await InitramfsAsync(stopping), stopping);

        var index = await File.ReadAllBytesAsync(Path.Combine(work, await ChunkFile.WriteAsync(work, stopping)), stopping);
        string[] files = [BundleNames.Kernel, BundleNames.Initramfs, BundleNames.Entry, BundleNames.Root];
        var built = ImageManifest.Parse(await File.ReadAllTextAsync(In("manifest.json"), stopping));
        var manifest = System.Text.Encoding.UTF8.GetBytes((built with
        {
            Version = Version,
            Release = built.Release + Newer,
            Files = [.. files.Append(BundleNames.Chunks).Select(name => Describe(work, name))],
        }).ToJson());
        using var own = Signer is null ? ReleaseFolder.Development(BuiltImage.Root) : null;
        var bundle = Path.Combine(folder, $"{Version}.bundle");
        await using var output = File.Create(bundle);
        await BundleFile.PackAsync(
            manifest, (Signer ?? own!).Sign(manifest), index, name => File.OpenRead(Path.Combine(work, name)), output, new Progress<long>(),
            stopping);
        return bundle;
    }

    private string In(string name) => Path.Combine(Image, name);

    /// <summary>The image's own, and behind it an archive with another <c>/init</c>, which the kernel unpacks over the first.</summary>
    private async Task<byte[]> InitramfsAsync(CancellationToken stopping)
    {
        var built = await File.ReadAllBytesAsync(In(BundleNames.Initramfs), stopping);
        if (Script.Length == 0)
            return built;
        const string last = "exec switch_root ";
        var init = await File.ReadAllTextAsync(Path.Combine(BuiltImage.Root, "firmware", "initramfs", "init"), stopping);
        using var both = new MemoryStream();
        both.Write(built);
        both.Write(new byte[(4 - (built.Length % 4)) % 4]);
        var archive = new CpioWriter(both);
        archive.WriteFile(
            "init", FileModes.AllFolder,
            System.Text.Encoding.UTF8.GetBytes(init.Replace(last, $"{Script}\n{last}", StringComparison.Ordinal)));
        archive.WriteEnd();
        return both.ToArray();
    }

    private static ImageFile Describe(string work, string name)
    {
        using var content = File.OpenRead(Path.Combine(work, name));
        return new ImageFile(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
