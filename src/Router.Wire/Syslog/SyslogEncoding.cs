using System.Globalization;
using System.Text;

namespace Router.Wire.Syslog;

/// <summary>
/// Messages as RFC 5424, section 6, has them: <c>&lt;PRI&gt;1 TIME HOST APPLICATION PROCESS - - TEXT</c>, in UTF-8 and without a byte order
/// mark, which collectors print as it stands.
/// </summary>
public static class SyslogEncoding
{
    /// <summary>RFC 5426, section 3.2: what a receiver of datagrams should be able to take.</summary>
    public const int LongestDatagram = 2048;

    /// <summary>RFC 5425, section 4.3.1: what a receiver over TLS should be able to take.</summary>
    public const int LongestFrame = 8192;

    /// <summary>RFC 5424, section 6: HOSTNAME, APP-NAME and PROCID in bytes.</summary>
    private const int LongestHost = 255, LongestApplication = 48, LongestProcess = 128;

    private const string Nothing = "-";

    /// <summary>Bytes of one message, cut between characters where it is longer than <paramref name="longest"/>.</summary>
    public static byte[] Encode(SyslogMessage message, string host, int longest)
    {
        var time = message.Time?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture) ?? Nothing;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"<{(message.Facility * 8) + (int)message.Severity}>1 {time} {Word(host, LongestHost)} "
                + $"{Word(message.Application, LongestApplication)} {Word(message.Process, LongestProcess)} - - {Visible(message.Text)}");
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= longest ? bytes : bytes[..Cut(bytes, longest)];
    }

    /// <summary>
    /// As a stream carries it: its length in front, a blank between them (octet counting: RFC 6587, section 3.4.1; RFC 5425, section 4.3).
    /// </summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} "));
        return [.. length, .. message];
    }

    /// <summary>Printable ASCII without blanks.</summary>
    private static string Word(string? text, int longest)
    {
        var word = string.Concat((text ?? "").Where(c => c is > ' ' and <= '~'));
        return word.Length == 0 ? Nothing : word.Length > longest ? word[..longest] : word;
    }

    private static string Visible(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>The last place up to <paramref name="longest"/> that is not within a character: its further bytes are 10xxxxxx.</summary>
    private static int Cut(byte[] bytes, int longest)
    {
        const int topBits = 0xC0, further = 0x80;
        while (longest > 0 && (bytes[longest] & topBits) == further)
            longest--;
        return longest;
    }
}
