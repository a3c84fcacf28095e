using System.Security.Cryptography;
using System.Text;

namespace Router.Core.Rulesets;

/// <summary>Hashes what is written to it, as UTF-8, and keeps nothing.</summary>
internal sealed class HashWriter : TextWriter
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] bytes = new byte[4096];
    private int filled;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.Length > 0)
        {
            encoder.Convert(buffer, bytes.AsSpan(filled), flush: false, out var read, out var written, out _);
            filled += written;
            buffer = buffer[read..];
            if (buffer.Length > 0 || filled == bytes.Length)
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
        hash.AppendData(bytes, 0, filled);
        filled = 0;
    }
}
