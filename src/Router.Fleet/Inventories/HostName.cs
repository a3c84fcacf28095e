using System.Net;

namespace Router.Fleet.Inventories;

/// <summary>One writing of a host's name, so that the same host is the same text wherever it comes from.</summary>
public static class HostName
{
    /// <summary>
    /// As ssh looks it up: an address in its usual form (<c>0:0:0:0:0:0:0:1</c> is <c>::1</c>, <c>127.1</c> is <c>127.0.0.1</c>,
    /// brackets go, a zone stays), a name in small letters.
    /// </summary>
    public static string Canonical(string host)
    {
        var bare = host is ['[', .., ']'] ? host[1..^1] : host;
        var zone = bare.IndexOf('%', StringComparison.Ordinal);
        var (text, suffix) = zone < 0 ? (bare, "") : (bare[..zone], bare[zone..]);
        var isAddress = text.Contains(':', StringComparison.Ordinal) || text.All(c => char.IsAsciiDigit(c) || c == '.');
        return isAddress && IPAddress.TryParse(text, out var address) ? address + suffix : bare.ToLowerInvariant();
    }
}
