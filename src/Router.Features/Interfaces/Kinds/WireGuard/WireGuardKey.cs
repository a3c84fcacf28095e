using System.Buffers.Text;
using System.Net;
using System.Text;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.WireGuard;

/// <summary>Keys of Curve25519: 32 bytes as 44 letters of base64.</summary>
internal static class WireGuardKey
{
    private const int Length = 44, Bytes = 32;

    /// <summary>No key at all: the kernel takes 32 zeros for that.</summary>
    public static readonly string None = Convert.ToBase64String(new byte[Bytes]);

    public static readonly ScalarShape<IPEndPoint> Endpoint = new(
        "address with port",
        (string text, out IPEndPoint value) =>
        {
            var fine = IPEndPoint.TryParse(text, out var parsed) && parsed.Port > 0;
            value = parsed ?? new IPEndPoint(IPAddress.None, 0);
            return fine ? null : "is not ADDRESS:PORT, or [ADDRESS]:PORT for IPv6";
        },
        endpoint => endpoint.ToString())
    { ExampleText = "198.51.100.7:51820" };

    /// <summary>A private key as the kernel keeps it (RFC 7748, section 5): some of its bits are given.</summary>
    public static string Clamped(string key)
    {
        var bytes = Convert.FromBase64String(key);
        bytes[0] &= 0xF8;
        bytes[^1] = (byte)((bytes[^1] & 0x7F) | 0x40);
        return Convert.ToBase64String(bytes);
    }

    public static string? Check(string text) =>
        text.Length == Length && Base64.IsValid(Encoding.ASCII.GetBytes(text), out var bytes) && bytes == Bytes
            ? null
            : "is no WireGuard key: 44 letters of base64, as wg pubkey prints it";
}
