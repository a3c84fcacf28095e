using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Router.Image.SecureBoot;

/// <summary>
/// PKCS #7 <c>SignedData</c> (RFC 2315 section 9) with one signer: RSA over SHA-256, the certificate in it, no time of signing, so that
/// equal inputs give equal bytes.
/// </summary>
internal static class SignedData
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1", Rsa = "1.2.840.113549.1.1.1", Data = "1.2.840.113549.1.7.1",
        Signed = "1.2.840.113549.1.7.2", ContentType = "1.2.840.113549.1.9.3", MessageDigest = "1.2.840.113549.1.9.4";

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>Over bytes that are not in it: the bare SignedData, as UEFI's authenticated variables have it.</summary>
    public static byte[] Detached(ReadOnlySpan<byte> content, SecureBootKey key)
    {
        var signature = key.Sign(content);
        return Write(key, writer => Content(writer, Data, null), null, signature).Encode();
    }

    /// <summary>Over a sequence that is in it, wrapped as <c>ContentInfo</c>, as programs for UEFI have it.</summary>
    /// <param name="type">The object identifier of the content.</param>
    /// <param name="content">A SEQUENCE.</param>
    /// <param name="key">Signs.</param>
    public static byte[] Around(string type, byte[] content, SecureBootKey key)
    {
        var inside = new AsnReader(content, AsnEncodingRules.DER).PeekContentBytes();
        var attributes = Attributes(type, SHA256.HashData(inside.Span));
        var signature = key.Sign(attributes);
        var wrapped = new AsnWriter(AsnEncodingRules.DER);
        using (wrapped.PushSequence())
        {
            wrapped.WriteObjectIdentifier(Signed);
            using (wrapped.PushSequence(Zero))
                Write(key, writer => Content(writer, type, content), attributes, signature).CopyTo(wrapped);
        }
        return wrapped.Encode();
    }

    /// <summary>What is signed in place of the content: a SET.</summary>
    private static byte[] Attributes(string type, byte[] digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(ContentType);
                using (writer.PushSetOf())
                    writer.WriteObjectIdentifier(type);
            }
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(MessageDigest);
                using (writer.PushSetOf())
                    writer.WriteOctetString(digest);
            }
        }
        return writer.Encode();
    }

    private static AsnWriter Write(SecureBootKey key, Action<AsnWriter> content, byte[]? attributes, byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSetOf())
                Algorithm(writer, Sha256);
            content(writer);
            using (writer.PushSequence(Zero))
                writer.WriteEncodedValue(key.Certificate.Span);
            using (writer.PushSetOf())
                Signer(writer, key, attributes, signature);
        }
        return writer;
    }

    private static void Signer(AsnWriter writer, SecureBootKey key, byte[]? attributes, byte[] signature)
    {
        using var signer = writer.PushSequence();
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(key.Issuer.Span);
            writer.WriteInteger(key.SerialNumber.Span);
        }
        Algorithm(writer, Sha256);
        if (attributes is not null)
        {
            // The same bytes under another tag.
            var set = (byte[])attributes.Clone();
            set[0] = 0xa0;
            writer.WriteEncodedValue(set);
        }
        Algorithm(writer, Rsa);
        writer.WriteOctetString(signature);
    }

    private static void Content(AsnWriter writer, string type, byte[]? content)
    {
        using var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(type);
        if (content is null)
            return;
        using var wrapped = writer.PushSequence(Zero);
        writer.WriteEncodedValue(content);
    }

    private static void Algorithm(AsnWriter writer, string identifier)
    {
        using var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(identifier);
        writer.WriteNull();
    }
}
