using System.Security.Cryptography;
using System.Text;

namespace Router.Core.Crypto;

/// <summary>
/// <c>$6$</c> password hashes as crypt(3) reads them: SHA-512, 5000 rounds, by Ulrich Drepper's public specification
/// "Unix crypt using SHA-256 and SHA-512".
/// </summary>
internal static class Sha512Crypt
{
    private const int Rounds = 5000;
    private const int DigestLength = 64;
    private const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary><c>$6$SALT$HASH</c>; the salt has at most 16 characters.</summary>
    public static string Hash(string password, string salt)
    {
        var key = Encoding.UTF8.GetBytes(password);
        var saltBytes = Encoding.ASCII.GetBytes(salt);
        var digest = First(key, saltBytes);
        var keySequence = Repeat(SHA512.HashData(Times(key, key.Length)), key.Length);
        var saltSequence = Repeat(SHA512.HashData(Times(saltBytes, 16 + digest[0])), saltBytes.Length);
        var buffer = new byte[DigestLength + saltSequence.Length + (2 * keySequence.Length)];
        for (var round = 0; round < Rounds; round++)
            Round(round, digest, keySequence, saltSequence, buffer);
        return $"$6${salt}${Encode(digest)}";
    }

    private static byte[] First(byte[] key, byte[] salt)
    {
        var alternate = SHA512.HashData([.. key, .. salt, .. key]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(key);
        hash.AppendData(salt);
        hash.AppendData(Repeat(alternate, key.Length));
        for (var bits = key.Length; bits > 0; bits >>= 1)
            hash.AppendData((bits & 1) != 0 ? alternate : key);
        return hash.GetHashAndReset();
    }

    /// <summary>Hashes in one call over one buffer: five thousand rounds are the cost of every password at every commit.</summary>
    private static void Round(int round, byte[] digest, byte[] key, byte[] salt, byte[] buffer)
    {
        var length = 0;
        Append((round & 1) != 0 ? key : digest);
        if (round % 3 != 0)
            Append(salt);
        if (round % 7 != 0)
            Append(key);
        Append((round & 1) != 0 ? digest : key);
        SHA512.HashData(buffer.AsSpan(0, length), digest);

        void Append(byte[] part)
        {
            part.CopyTo(buffer, length);
            length += part.Length;
        }
    }

    private static byte[] Times(byte[] part, int count) => [.. Enumerable.Repeat(part, count).SelectMany(p => p)];

    /// <summary>The first <paramref name="length"/> bytes of the digest, written again and again.</summary>
    private static byte[] Repeat(byte[] digest, int length) => [.. Enumerable.Range(0, length).Select(i => digest[i % DigestLength])];

    /// <summary>Three bytes to four characters, in the order that the specification shuffles them; the last byte gives two.</summary>
    private static string Encode(byte[] digest)
    {
        var text = new StringBuilder(86);
        for (int group = 0, a = 0, b = 21, c = 42; group < 21; group++, (a, b, c) = (b + 1, c + 1, a + 1))
            Append(text, (digest[a] << 16) | (digest[b] << 8) | digest[c], 4);
        Append(text, digest[63], 2);
        return text.ToString();
    }

    private static void Append(StringBuilder text, int value, int characters)
    {
        for (; characters > 0; characters--, value >>= 6)
            text.Append(Alphabet[value & 0x3F]);
    }
}
