using System.Text;

namespace Router.Documents.Yaml;

/// <summary>Bytes to text: the size cap, strict UTF-8, and the files that are no text at all.</summary>
public static class YamlText
{
    /// <summary>16 MB; a document of 100,000 lines has 5.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False: <paramref name="problem"/> says why.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out string text, out Problem problem)
    {
        text = "";
        problem = default;
        if (utf8.Length > MaximumBytes)
        {
            problem = new("", $"the document has more than {MaximumBytes:N0} bytes", "a configuration is a few thousand lines of YAML");
            return false;
        }
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[3..];
        var odd = utf8.IndexOfAnyInRange((byte)0, (byte)8);
        if (odd >= 0)
        {
            var (line, column) = Position(utf8[..odd]);
            problem = new(
                "", $"this is not a text file (byte {utf8[odd]:x2} at offset {odd})", "a configuration is YAML in UTF-8", line, column);
            return false;
        }
        try
        {
            text = Strict.GetString(utf8);
            return true;
        }
        catch (DecoderFallbackException error)
        {
            var at = Math.Clamp(error.Index, 0, utf8.Length);
            var (line, column) = Position(utf8[..at]);
            problem = new("", $"not UTF-8 at offset {at}", "save the file as UTF-8", line, column);
            return false;
        }
    }

    private static (int Line, int Column) Position(ReadOnlySpan<byte> before) =>
        (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
}
