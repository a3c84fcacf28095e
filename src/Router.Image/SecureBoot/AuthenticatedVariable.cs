using System.Buffers.Binary;
using System.Text;

namespace Router.Image.SecureBoot;

/// <summary>
/// <c>EFI_VARIABLE_AUTHENTICATION_2</c> with what is to be written behind it (UEFI 2.10 section 8.2.2): a <c>.auth</c> file, which firmware
/// and its tools enrol.
/// </summary>
internal static class AuthenticatedVariable
{
    private const int TimeSize = 16, CertificateHeader = 24;
    private const ushort Revision = 0x200, Guid = 0x0ef1;

    private static readonly Guid Pkcs7 = new("4aafd29d-68df-49ee-8aa9-347d375665a7");

    /// <param name="variable">That is written.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="time">Later than that of the last change; whole seconds.</param>
    /// <param name="key">Signs the change.</param>
    public static byte[] Write(SecureBootVariable variable, ReadOnlySpan<byte> content, DateTimeOffset time, SecureBootKey key)
    {
        var stamp = Time(time);
        var attributes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(attributes, SecureBootVariable.Attributes);
        byte[] signed =
            [.. Encoding.Unicode.GetBytes(variable.Name), .. variable.Vendor.ToByteArray(), .. attributes, .. stamp, .. content];
        var signature = SignedData.Detached(signed, key);
        var header = new byte[CertificateHeader];
        BinaryPrimitives.WriteInt32LittleEndian(header, CertificateHeader + signature.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), Revision);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), Guid);
        Pkcs7.TryWriteBytes(header.AsSpan(8));
        return [.. stamp, .. header, .. signature, .. content];
    }

    /// <summary>Time and content that a change brings; its signature is for the machine to verify.</summary>
    /// <exception cref="ImageException">It is no such change.</exception>
    public static (byte[] Time, byte[] Content) Read(SecureBootVariable variable, ReadOnlySpan<byte> change)
    {
        var length = change.Length < TimeSize + CertificateHeader || new Guid(change.Slice(TimeSize + 8, 16)) != Pkcs7
            ? -1
            : BinaryPrimitives.ReadInt32LittleEndian(change[TimeSize..]);
        return length >= CertificateHeader && length <= change.Length - TimeSize
            ? (change[..TimeSize].ToArray(), change[(TimeSize + length)..].ToArray())
            : throw new ImageException($"{variable.Name}.auth: no signed change of a variable", "build the image again", isInput: true);
    }

    /// <summary><c>EFI_TIME</c> in UTC, whose fraction, zone and daylight are zero.</summary>
    private static byte[] Time(DateTimeOffset time)
    {
        var (utc, bytes) = (time.UtcDateTime, new byte[TimeSize]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)utc.Year);
        (bytes[2], bytes[3], bytes[4], bytes[5], bytes[6]) =
            ((byte)utc.Month, (byte)utc.Day, (byte)utc.Hour, (byte)utc.Minute, (byte)utc.Second);
        return bytes;
    }
}
