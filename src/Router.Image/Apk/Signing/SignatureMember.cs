using Router.Image.Apk.Format;

namespace Router.Image.Apk.Signing;

/// <summary>
/// The first gzip member of a signed package or index: a tar with signatures over raw compressed bytes that follow
/// (of a package: the control member; of an index: all the rest). RSA PKCS#1 v1.5, the digest and the key's name are in
/// the entry's name.
/// </summary>
internal static class SignatureMember
{
    public const string Sha256Prefix = ".SIGN.RSA256.";
    public const string Sha1Prefix = ".SIGN.RSA.";
    private const int MaxSize = 1 << 16;

    public static byte[] Create(SigningKey key, ReadOnlySpan<byte> signed)
    {
        using var tar = new MemoryStream();
        new TarWriter(tar).WriteFile(Sha256Prefix + key.Name, 0x1a4, 0, key.Sign(signed));
        return GzipMember.Compress(tar.ToArray());
    }

    /// <summary>The signatures in the member; empty when it is not a signature member.</summary>
    public static List<(string Name, byte[] Signature)> Read(ReadOnlyMemory<byte> tar)
    {
        var found = new List<(string, byte[])>();
        var reader = new TarReader(new MemoryStream(tar.ToArray(), writable: false));
        while (reader.Next() is { } entry && entry.Name.StartsWith(".SIGN.", StringComparison.Ordinal))
            found.Add((entry.Name, reader.ReadContent(MaxSize)));
        return found;
    }

    /// <summary>Null when a trusted key made one of the signatures, else what is wrong and how to mend it.</summary>
    public static string? Check(List<(string Name, byte[] Signature)> signatures, ReadOnlySpan<byte> signed, KeyRing keys)
    {
        if (signatures.Count == 0)
            return "it has no signature";
        foreach (var (name, signature) in signatures)
        {
            var sha256 = name.StartsWith(Sha256Prefix, StringComparison.Ordinal);
            if (!sha256 && !name.StartsWith(Sha1Prefix, StringComparison.Ordinal))
                continue;
            var key = name[(sha256 ? Sha256Prefix : Sha1Prefix).Length..];
            if (!keys.Has(key))
                continue;
            return keys.Verifies(key, sha256, signed, signature)
                ? null
                : $"BAD signature by key {key}: it was changed after signing, is damaged, or the file of that name in {keys.Folder} is another key";
        }

        return $"UNTRUSTED signature: it is signed by {string.Join(", ", signatures.Select(s => s.Name[".SIGN.".Length..]))}, and none of these keys is in {keys.Folder} "
            + "(put the public key there if you trust it)";
    }
}
