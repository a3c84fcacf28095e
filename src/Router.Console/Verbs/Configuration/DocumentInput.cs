using System.Text;
using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;
using Router.Documents.Yaml;

namespace Router.Console.Verbs.Configuration;

/// <summary>Documents on their way to the daemon, which has the last word on them; here only what cannot be sent is refused.</summary>
internal static class DocumentInput
{
    private const int Largest = 16 * 1024 * 1024;

    private const string Usual = "a configuration is text of a few hundred lines";

    public static string Read(ITerminal terminal) => Decode(StandardInput.Bytes(terminal, Largest, Usual), "standard input");

    public static string ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > Largest ? throw TooLarge(path) : Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"cannot read {path}: {exception.Message}", "load FILE reads a file on the router");
        }
    }

    private static string Decode(byte[] bytes, string origin)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException(new Response.Failed(
                FailureKind.Invalid,
                $"{origin} is not a configuration",
                null,
                YamlText.TryDecode(bytes, out _, out var problem) ? [] : [problem]));
        }
    }

    private static RefusedException TooLarge(string origin) => Wrong($"{origin} is larger than {StandardInput.Size(Largest)}", Usual);

    private static RefusedException Wrong(string message, string hint) => new(new Response.Failed(FailureKind.Invalid, message, hint, []));
}
