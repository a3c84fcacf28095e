using System.Security.Cryptography;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.SecureBoot;
using Router.Image.SecureBoot.Edges;
using Router.Image.Trust.Edges;

namespace Router.Image.Building.Edges;

/// <summary>What makes an image one for Secure Boot.</summary>
/// <param name="Key">Signs boot loader and kernel.</param>
/// <param name="Folder">What machines are given to know it.</param>
/// <param name="Stub">systemd's stub of unified kernel images.</param>
internal sealed record BootSigning(SecureBootKey Key, string Folder, string Stub) : IDisposable
{
    /// <summary>SHA-256 of the key's certificate, in hexadecimal.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Key.Certificate.Span));

    /// <summary>The operator's key where a release key signs the image, this machine's own otherwise; null: the board wants none.</summary>
    /// <exception cref="ImageException">The stub or a key is missing, or a key cannot be read.</exception>
    public static BootSigning? Open(ImageRequest request, BoardProfile board, IProgressSink progress)
    {
        if (!board.SecureBoot)
            return null;
        // The profile's reader lets no other architecture pass.
        var stub = Architecture.Of(board.Architecture).SecureBoot!.Stub;
        if (!File.Exists(stub))
            throw new ImageException(
                $"{stub} is missing on this machine, and {board.Name} is a board for Secure Boot",
                $"apt-get install {SecureBootParts.StubPackage} (Debian's name), or ./build.sh image BOARD, which installs it");
        if (request.Signer is null)
        {
            progress.Say("SECURE BOOT: signed with this machine's own keys, for development and tests; --key has the operator's sign");
            return new BootSigning(
                SecureBootFolder.Development(request.Repository), SecureBootFolder.DevelopmentOf(request.Repository), stub);
        }
        try
        {
            return new BootSigning(
                SecureBootFolder.Open(request.Repository, ReleaseSigners.OfEnvironment()), SecureBootFolder.Of(request.Repository), stub);
        }
        catch (ImageException e) when (e.IsInput)
        {
            var profile = BoardFolder.Profile(request.Repository, board.Name);
            throw new ImageException(
                new BoardPlaces(File.ReadAllBytes(profile)).Problem(e.Message, null, "secure-boot").ToString(profile), e.How,
                isInput: true, inner: e);
        }
    }

    /// <summary>Writes the unified kernel image in place of kernel and initramfs, and beside it what machines are given.</summary>
    /// <param name="folder">With the files <c>vmlinuz</c> and <c>initramfs</c>.</param>
    /// <param name="commandLine">The whole of it.</param>
    /// <param name="manifest">Of the image.</param>
    /// <param name="stopping">Ends the work.</param>
    /// <exception cref="ImageException">The kernel is no UEFI program, or a file is missing.</exception>
    public async Task WriteAsync(string folder, string commandLine, ImageManifest manifest, CancellationToken stopping)
    {
        var (kernel, initramfs) = (Path.Combine(folder, "vmlinuz"), Path.Combine(folder, "initramfs"));
        var program = UnifiedKernel.Make(
            await File.ReadAllBytesAsync(Stub, stopping), commandLine,
            $"ID=router\nVERSION_ID={manifest.Version}\nPRETTY_NAME=\"router {manifest.Board} {manifest.Version}\"\n",
            await File.ReadAllBytesAsync(kernel, stopping), await File.ReadAllBytesAsync(initramfs, stopping));
        await File.WriteAllBytesAsync(
            Path.Combine(folder, UnifiedKernel.FileName), Authenticode.Sign(program, UnifiedKernel.FileName, Key), stopping);
        File.Delete(kernel);
        File.Delete(initramfs);
        SecureBootFolder.CopyPublic(Folder, Path.Combine(folder, SecureBootFolder.Name));
    }

    public void Dispose() => Key.Dispose();
}
