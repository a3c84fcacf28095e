using Router.Image.Apk.Format;

namespace Router.Image.Apk.Signing;

/// <summary>The first gzip member of a signed package or index: a tar with the signature over the next member's raw bytes.</summary>
internal static class SignatureMember
{
    public const string Sha256Prefix = ".SIGN.RSA256.";
    public const string Sha1Prefix = ".SIGN.RSA.";

    public static byte[] Create(SigningKey key, ReadOnlySpan<byte> signed)
    {
        using var tar = new MemoryStream();
        new TarWriter(tar).WriteFile(Sha256Prefix + key.Name, 0x1a4, 0, key.Sign(signed));
        return GzipMember.Compress(tar.ToArray());
    }
}
