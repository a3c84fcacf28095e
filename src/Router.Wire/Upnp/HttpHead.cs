using System.Text;

namespace Router.Wire.Upnp;

/// <summary>
/// The head of a request of HTTP/1.x (RFC 9112, 2 to 5), also when it comes in a datagram, as SSDP's does. Of the headers nothing is
/// decoded; several of one name are one with commas.
/// </summary>
/// <param name="Method">In capitals, as it came.</param>
/// <param name="Target">As it came.</param>
/// <param name="Headers">By names in small letters.</param>
public sealed record HttpHead(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A longer one is refused.</summary>
    public const int Longest = 4096;

    private const int MostHeaders = 40;

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    /// <summary>The length of the head with the empty line behind it; 0: that line is not there yet.</summary>
    public static int LengthOf(ReadOnlySpan<byte> wire) => wire.IndexOf(End) is var at and >= 0 ? at + End.Length : 0;

    /// <summary>Null: it is none.</summary>
    public static HttpHead? Parse(ReadOnlySpan<byte> wire)
    {
        var length = LengthOf(wire);
        if (length is 0 or > Longest || wire[..length].ContainsAnyExceptInRange((byte)'\t', (byte)'~'))
            return null;
        var lines = Encoding.ASCII.GetString(wire[..(length - End.Length)]).Split("\r\n");
        var words = lines[0].Split(' ');
        if (words is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"] || lines.Length > MostHeaders + 1)
            return null;
        Dictionary<string, string> headers = [];
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(' ', '\t'))
                return null;
            var (name, value) = (line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim());
            headers[name] = headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }
        return new HttpHead(method, target, headers);
    }

    public string this[string name] => Headers.GetValueOrDefault(name, "");
}
