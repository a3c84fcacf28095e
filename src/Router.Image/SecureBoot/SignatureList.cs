using System.Buffers.Binary;

namespace Router.Image.SecureBoot;

/// <summary><c>EFI_SIGNATURE_LIST</c> with one certificate (UEFI 2.10 section 32.4.1): the content of PK, KEK and db.</summary>
internal static class SignatureList
{
    private const int HeaderSize = 28, OwnerSize = 16;

    private static readonly Guid X509 = new("a5c059a1-94e4-4aa7-87b5-ab155c2bf072");

    /// <summary>Of whoever enrolled an entry: one for all routers.</summary>
    public static readonly Guid Owner = new("7c0ffee0-0000-4000-8000-00000000eef1");

    /// <param name="certificate">DER.</param>
    public static byte[] Of(ReadOnlySpan<byte> certificate)
    {
        var list = new byte[HeaderSize + OwnerSize + certificate.Length];
        X509.TryWriteBytes(list);
        BinaryPrimitives.WriteInt32LittleEndian(list.AsSpan(16), list.Length);
        BinaryPrimitives.WriteInt32LittleEndian(list.AsSpan(24), OwnerSize + certificate.Length);
        Owner.TryWriteBytes(list.AsSpan(HeaderSize));
        certificate.CopyTo(list.AsSpan(HeaderSize + OwnerSize));
        return list;
    }
}
