using System.Security.Cryptography;
using System.Text.Json;
using Orleans.Storage;

namespace Router.Controller.Storage;

/// <summary>
/// States of grains as JSON, sealed by AES-256-GCM: whoever reads the storage learns no document and no secret. A byte of version, the
/// nonce (12), the tag (16), the text.
/// </summary>
/// <param name="key">32 bytes.</param>
internal sealed class SealedStates(byte[] key) : IGrainStorageSerializer
{
    private const byte Version = 1;
    private const int NonceBytes = 12, TagBytes = 16;

    private static readonly JsonSerializerOptions Options = new() { RespectNullableAnnotations = true };

    public BinaryData Serialize<T>(T? input)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(input, Options);
        var sealedBytes = new byte[1 + NonceBytes + TagBytes + text.Length];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            nonce, text, sealedBytes.AsSpan(1 + NonceBytes + TagBytes), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), Context<T>());
        return new BinaryData(sealedBytes);
    }

    /// <exception cref="CryptographicException">It was sealed with another key, for another kind of state, or was changed.</exception>
    public T Deserialize<T>(BinaryData input)
    {
        var bytes = input.ToMemory().Span;
        if (bytes.Length < 1 + NonceBytes + TagBytes || bytes[0] != Version)
            throw new CryptographicException("a state in the storage is of no version that this program knows");
        var text = new byte[bytes.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            bytes.Slice(1, NonceBytes), bytes[(1 + NonceBytes + TagBytes)..], bytes.Slice(1 + NonceBytes, TagBytes), text, Context<T>());
        return JsonSerializer.Deserialize<T>(text, Options) ?? throw new CryptographicException("a state in the storage is empty");
    }

    private static byte[] Context<T>() => System.Text.Encoding.UTF8.GetBytes(typeof(T).Name);
}
