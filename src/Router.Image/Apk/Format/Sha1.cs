using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Router.Image.Apk.Format;

/// <summary>
/// The apk v2 format identifies packages and files by SHA-1. Trust does not rest on it alone: the signed control segment
/// carries the SHA-256 of the data.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "the format says SHA-1")]
internal static class Sha1
{
    public const int Length = SHA1.HashSizeInBytes;

    public static byte[] Hash(ReadOnlySpan<byte> data) => SHA1.HashData(data);
}
