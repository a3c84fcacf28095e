using System.Text;
using Router.Ctl.Cli;
using Router.Documents;
using Router.Fleet.Push;

namespace Router.Ctl.Push.Edges;

/// <summary>A folder with a file a secret: the file's name is the secret's.</summary>
internal static class SecretFolder
{
    /// <summary>Line ends behind a value do not count.</summary>
    private const int LongestFile = PushOrder.LongestSecret + 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null: none. A line end behind a value does not belong to it, nor does the mark that some editors put before it.</summary>
    /// <exception cref="Failure">There is no such folder, or a file in it cannot be a secret.</exception>
    public static ValueMap<string, string> Read(string? folder)
    {
        var secrets = ValueMap<string, string>.Empty;
        if (folder is null)
            return secrets;
        if (!Directory.Exists(folder))
            throw Failure.Input($"--secrets: {folder}: there is no such folder");
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] is '-' or '.')
                throw Failure.Input(
                    $"--secrets: {Printable.Line(file)}: its name cannot be a secret's", "letters, digits, '-', '_' and '.'");
            secrets = secrets.With(name, Value(file));
        }
        return secrets;
    }

    private static string Value(string file)
    {
        // Pipes and devices have no length: they are not read.
        var length = new FileInfo(file).Length;
        var bytes = length is 0 or > LongestFile ? [] : File.ReadAllBytes(file);
        try
        {
            var value = Strict.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes).TrimEnd('\r', '\n');
            return value.Length > 0 && Encoding.UTF8.GetByteCount(value) <= PushOrder.LongestSecret
                ? value
                : throw Failure.Input($"--secrets: {file}: a secret has 1 to {PushOrder.LongestSecret} bytes");
        }
        catch (DecoderFallbackException e)
        {
            throw Failure.Input(
                $"--secrets: {file}: it is not text in UTF-8", "a key or certificate goes as PEM: openssl x509 -inform der -in FILE", e);
        }
    }
}
