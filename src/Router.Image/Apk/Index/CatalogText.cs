namespace Router.Image.Apk.Index;

/// <summary>The text of all indexes (and of requests) in one buffer, so that names and versions are just ranges of it.</summary>
internal sealed class CatalogText
{
    private byte[] bytes = new byte[1 << 16];
    private int length;

    public ReadOnlySpan<byte> this[TextRange range] => bytes.AsSpan(range.Offset, range.Length);

    public string String(TextRange range) => System.Text.Encoding.UTF8.GetString(this[range]);

    public TextRange Append(ReadOnlySpan<byte> text)
    {
        if (length + text.Length > bytes.Length)
            Array.Resize(ref bytes, Math.Max(length + text.Length, checked(bytes.Length * 2)));
        text.CopyTo(bytes.AsSpan(length));
        var range = new TextRange(length, text.Length);
        length += text.Length;
        return range;
    }

    public TextRange Append(string text) => Append(System.Text.Encoding.UTF8.GetBytes(text));
}
