using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Router.Wire.Nhrp;

namespace Router.Mesh;

/// <summary>
/// Cisco's clear-text authentication: extension 7 holds a 32-bit 1 and the key. It keeps meshes apart; it does not protect
/// them, IPsec does.
/// </summary>
internal sealed class NhrpAuthentication
{
    private readonly NhrpExtension? extension;

    public NhrpAuthentication(string? key)
    {
        if (key is null)
            return;
        var value = new byte[4 + key.Length];
        BinaryPrimitives.WriteUInt32BigEndian(value, 1);
        Encoding.ASCII.GetBytes(key, value.AsSpan(4));
        extension = new NhrpExtension(NhrpExtensionType.Authentication, true) { Data = value };
    }

    public bool IsUsed => extension is not null;

    public NhrpExtension[] Extensions() => extension is null ? [] : [extension];

    /// <summary>Errors carry no authentication (they answer a packet that may have had the wrong one).</summary>
    public bool Accepts(NhrpPacket packet)
    {
        if (packet.Type == NhrpPacketType.ErrorIndication)
            return true;
        var theirs = packet.Find(NhrpExtensionType.Authentication)?.Data ?? default;
        return CryptographicOperations.FixedTimeEquals(theirs.Span, extension is null ? default : extension.Data.Span);
    }
}
