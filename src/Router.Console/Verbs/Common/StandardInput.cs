using System.Text;
using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Common;

/// <summary>What the verbs have in common that take a file on standard input.</summary>
internal static class StandardInput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All of it, at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="RefusedException">There is more.</exception>
    public static byte[] Bytes(ITerminal terminal, int limit, string hint)
    {
        try
        {
            return terminal.ReadAll(limit);
        }
        catch (InvalidDataException)
        {
            throw Wrong($"standard input is larger than {Size(limit)}", hint);
        }
    }

    /// <summary>The same as text, without the mark that some editors put before it.</summary>
    /// <exception cref="RefusedException">There is more, or it is no text.</exception>
    public static string Text(ITerminal terminal, int limit, string tooLarge, string noText)
    {
        try
        {
            return Strict.GetString(Bytes(terminal, limit, tooLarge)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("standard input is no text in UTF-8", noText);
        }
    }

    public static string Size(int bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    private static RefusedException Wrong(string message, string hint) => new(new Response.Failed(FailureKind.Invalid, message, hint, []));
}
