using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Router.Image.SecureBoot;

/// <summary>Signs programs for UEFI (Microsoft's Authenticode PE signature format; UEFI 2.10 section 32.2.4).</summary>
internal static class Authenticode
{
    private const string IndirectData = "1.3.6.1.4.1.311.2.1.4", PeImageData = "1.3.6.1.4.1.311.2.1.15", Sha256 = "2.16.840.1.101.3.4.2.1";

    // WIN_CERTIFICATE of revision 2.0 with a PKCS #7 SignedData.
    private const ushort Revision = 0x200, Pkcs7 = 2;
    private const int HeaderSize = 8, Alignment = 8;

    /// <summary>The program with a signature behind it. Equal inputs give equal bytes.</summary>
    /// <param name="program">Unsigned, with sections that follow each other without gaps.</param>
    /// <param name="name">Of the program, for messages.</param>
    /// <param name="key">Signs.</param>
    /// <exception cref="ImageException">It is no such program.</exception>
    public static byte[] Sign(byte[] program, string name, SecureBootKey key)
    {
        var pe = PortableExecutable.Read(program, name);
        if (!program.AsSpan(pe.Certificates, 8).SequenceEqual(stackalloc byte[8]) || !IsWithoutGaps(pe))
            throw new ImageException($"{name}: it is signed already, or has gaps between its sections, which no signature would cover");
        // The hash is that of the file as it will be, to whole units of eight bytes.
        var padded = new byte[Align(program.Length)];
        program.CopyTo(padded, 0);
        var signature = SignedData.Around(IndirectData, Content(Digest(padded, pe)), key);
        var certificate = new byte[Align(HeaderSize + signature.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(certificate, certificate.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(certificate.AsSpan(4), Revision);
        BinaryPrimitives.WriteUInt16LittleEndian(certificate.AsSpan(6), Pkcs7);
        signature.CopyTo(certificate, HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(padded.AsSpan(pe.Certificates), padded.Length);
        BinaryPrimitives.WriteInt32LittleEndian(padded.AsSpan(pe.Certificates + 4), certificate.Length);
        return [.. padded, .. certificate];
    }

    /// <summary>SHA-256 of all but the checksum and the place of signatures.</summary>
    private static byte[] Digest(ReadOnlySpan<byte> program, PortableExecutable pe)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(program[..pe.Checksum]);
        hash.AppendData(program[(pe.Checksum + 4)..pe.Certificates]);
        hash.AppendData(program[(pe.Certificates + 8)..]);
        return hash.GetHashAndReset();
    }

    private static bool IsWithoutGaps(PortableExecutable pe)
    {
        var next = (uint)pe.HeadersSize;
        foreach (var section in pe.Sections.Where(section => section.FileSize > 0).OrderBy(section => section.FileOffset))
        {
            if (section.FileOffset != next)
                return false;
            next += section.FileSize;
        }
        return true;
    }

    /// <summary><c>SpcIndirectDataContent</c>: what is signed is a PE file, and its digest.</summary>
    private static byte[] Content(byte[] digest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(PeImageData);
                using (writer.PushSequence())
                {
                    writer.WriteBitString([]);
                    // A file's name that nobody gives any more.
                    using var link = writer.PushSequence(Tag(0));
                    using var file = writer.PushSequence(Tag(2));
                    writer.WriteCharacterString(
                        UniversalTagNumber.BMPString, "", new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: false));
                }
            }
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(Sha256);
                    writer.WriteNull();
                }
                writer.WriteOctetString(digest);
            }
        }
        return writer.Encode();
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    private static int Align(int length) => (length + Alignment - 1) / Alignment * Alignment;
}
