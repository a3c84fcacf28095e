using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Router.Wire.Nhrp;

/// <summary>
/// The value of an authentication extension, RFC 2332 section 5.3.4: 16 reserved bits, a security parameter index, and what that
/// index makes of the rest (a source address and a keyed hash). With index 1 the rest is Cisco's key in clear, up to 8 characters.
/// </summary>
public readonly record struct NhrpAuthenticationValue(ushort Reserved, ushort SecurityParameterIndex, ReadOnlyMemory<byte> Rest)
{
    private const int HeadLength = 4;
    private const ushort CleartextIndex = 1;

    public bool IsCleartext => SecurityParameterIndex == CleartextIndex;

    /// <summary>False when the extension is another one, or cut off.</summary>
    public static bool TryRead(NhrpExtension extension, [NotNullWhen(true)] out NhrpAuthenticationValue? value)
    {
        var whole = extension.Type == NhrpExtensionType.Authentication && extension.Data.Length >= HeadLength;
        value = whole
            ? new NhrpAuthenticationValue(
                BinaryPrimitives.ReadUInt16BigEndian(extension.Data.Span),
                BinaryPrimitives.ReadUInt16BigEndian(extension.Data.Span[2..]),
                extension.Data[HeadLength..])
            : null;
        return whole;
    }
}

/// <summary>The value of a vendor-private extension, RFC 2332 section 5.3.5: the vendor's 24-bit number and what it likes.</summary>
public readonly record struct NhrpVendorValue(uint Vendor, ReadOnlyMemory<byte> Rest)
{
    private const int HeadLength = 3;

    /// <summary>False when the extension is another one, or cut off.</summary>
    public static bool TryRead(NhrpExtension extension, [NotNullWhen(true)] out NhrpVendorValue? value)
    {
        var whole = extension.Type == NhrpExtensionType.Vendor && extension.Data.Length >= HeadLength;
        value = whole
            ? new NhrpVendorValue(
                ((uint)extension.Data.Span[0] << 16) | BinaryPrimitives.ReadUInt16BigEndian(extension.Data.Span[1..]),
                extension.Data[HeadLength..])
            : null;
        return whole;
    }
}
