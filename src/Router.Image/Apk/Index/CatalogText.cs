namespace Router.Image.Apk.Index;

/// <summary>The text of all indexes (and of requests) in one buffer, so that names and versions are just ranges of it.</summary>
internal sealed class CatalogText
{
    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    public ReadOnlySpan<byte> this[TextRange range] => _bytes.AsSpan(range.Offset, range.Length);

    public string String(TextRange range) => System.Text.Encoding.UTF8.GetString(this[range]);

    public TextRange Append(ReadOnlySpan<byte> text)
    {
        if (_length + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + text.Length, checked(_bytes.Length * 2)));
        text.CopyTo(_bytes.AsSpan(_length));
        var range = new TextRange(_length, text.Length);
        _length += text.Length;
        return range;
    }

    public TextRange Append(string text) => Append(System.Text.Encoding.UTF8.GetBytes(text));
}
