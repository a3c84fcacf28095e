using System.Security.Cryptography;
using System.Text;

namespace Router.Daemon.Backups;

/// <summary>
/// What <c>openssl enc -aes-256-cbc -salt</c> writes, as lbu calls it: <c>Salted__</c>, 8 bytes of salt, and AES-256 in CBC mode with
/// PKCS #7 padding. Key and vector are EVP_BytesToKey(3) of OpenSSL 1.1 and later: SHA-256, one round. One round is little: a password that
/// people think of is found by trying, so it should be long and random.
/// </summary>
internal static class SaltedCipher
{
    /// <summary>The cipher's name, which lbu puts behind the name of the file.</summary>
    public const string Name = "aes-256-cbc";

    private const int SaltBytes = 8;
    private const int KeyBytes = 32;
    private const int VectorBytes = 16;

    private static ReadOnlySpan<byte> Magic => "Salted__"u8;

    public static bool IsEncrypted(ReadOnlySpan<byte> file) => file.StartsWith(Magic);

    public static byte[] Encrypt(ReadOnlySpan<byte> plain, string password) =>
        Encrypt(plain, password, RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>Null: the password is another one, or the file is damaged.</summary>
    public static byte[]? TryDecrypt(ReadOnlySpan<byte> file, string password)
    {
        if (!IsEncrypted(file) || file.Length < Magic.Length + SaltBytes)
            return null;
        using var cipher = Cipher(password, file.Slice(Magic.Length, SaltBytes), out var vector);
        try
        {
            return cipher.DecryptCbc(file[(Magic.Length + SaltBytes)..], vector);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Encrypt(ReadOnlySpan<byte> plain, string password, byte[] salt)
    {
        using var cipher = Cipher(password, salt, out var vector);
        return [.. Magic, .. salt, .. cipher.EncryptCbc(plain, vector)];
    }

    private static Aes Cipher(string password, ReadOnlySpan<byte> salt, out byte[] vector)
    {
        byte[] secret = [.. Encoding.UTF8.GetBytes(password), .. salt];
        var first = SHA256.HashData(secret);
        var second = SHA256.HashData([.. first, .. secret]);
        vector = second[..VectorBytes];
        var cipher = Aes.Create();
        cipher.Key = first[..KeyBytes];
        return cipher;
    }
}
