using System.Buffers.Binary;
using System.Security.Cryptography;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Adb;

/// <summary>
/// Signatures of apk v3: a key signs the schema, the header of its signature and the SHA-512 of the ADB block, by RSA (PKCS #1) or P-256,
/// both with SHA-512.
/// </summary>
internal static class AdbTrust
{
    /// <summary>Null when a trusted key signed the ADB block, else what is wrong and how to mend it.</summary>
    public static string? Check(AdbFile file, KeyRing keys)
    {
        if (file.Signatures.Count == 0)
            return "it has no signature";
        var digest = SHA512.HashData(file.Block.Span);
        string? problem = null;
        foreach (var signature in file.Signatures)
        {
            if (!signature.IsKnown || keys.NameOf(signature.KeyId) is not { } key)
                continue;
            if (keys.Verifies(signature.KeyId, Signed(file.Schema, signature, digest), signature.Value))
                return null;
            problem ??= $"BAD signature by key {key}: it was changed after signing, or is damaged";
        }

        return problem
            ?? $"UNTRUSTED signature: it is signed by the key with the ID {string.Join(", ", file.Signatures.Select(Id))}, "
            + $"which is not in {keys.Folder} (put the public key there if you trust it)";
    }

    private static byte[] Signed(uint schema, AdbSignature signature, byte[] digest)
    {
        var signed = new byte[4 + AdbSignature.HeaderLength + digest.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(signed, schema);
        signature.Header.CopyTo(signed.AsSpan(4));
        digest.CopyTo(signed, 4 + AdbSignature.HeaderLength);
        return signed;
    }

    private static string Id(AdbSignature signature) =>
        signature.IsKnown ? Convert.ToHexStringLower(signature.KeyId) : "of an unknown kind";
}
