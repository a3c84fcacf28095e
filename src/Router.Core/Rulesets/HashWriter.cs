using System.Security.Cryptography;
using System.Text;

namespace Router.Core.Rulesets;

/// <summary>Hashes what is written to it, as UTF-8, and keeps nothing.</summary>
internal sealed class HashWriter : TextWriter
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private readonly char[] characters = new char[4096];
    private readonly byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(4096)];
    private int filled;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    /// <summary>Most pieces are words: they are gathered first.</summary>

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = buffer[..Math.Min(buffer.Length, characters.Length - filled)];
            taken.CopyTo(characters.AsSpan(filled));
            filled += taken.Length;
            buffer = buffer[taken.Length..];
            if (filled == characters.Length)
                Hash();
        }
    }

    /// <summary>In lower case; nothing can be written behind it.</summary>
    public string ToHex()
    {
        Hash();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }

    private void Hash()
    {
        var length = encoder.GetBytes(characters.AsSpan(0, filled), bytes, flush: false);
        hash.AppendData(bytes, 0, length);
        filled = 0;
    }
}
