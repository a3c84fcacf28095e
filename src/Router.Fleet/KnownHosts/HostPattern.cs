using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Router.Fleet.KnownHosts;

/// <summary>The first field of a line: names, patterns with <c>*</c> and <c>?</c>, negated ones, or one hashed name.</summary>
internal static class HostPattern
{
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    /// <summary>A negated pattern that matches goes before all others.</summary>
    public static bool ListMatches(string patterns, string name)
    {
        if (patterns.StartsWith('|'))
            return Hashed(patterns, name);
        var found = false;
        foreach (var pattern in patterns.Split(','))
        {
            if (pattern.StartsWith('!') && Matches(pattern[1..], name))
                return false;
            found |= Matches(pattern, name);
        }
        return found;
    }

    /// <summary><c>|1|SALT|HMAC-SHA1 of the name</c>, both in base64.</summary>
    private static bool Hashed(string pattern, string name) =>
        pattern.Split('|') is [_, "1", var salt, var hash] && Base64.TryDecode(salt, out var key)
        && Base64.TryDecode(hash, out var expected)
        && Hash(key, name).AsSpan().SequenceEqual(expected);

#pragma warning disable CA5350 // The format says SHA-1; it hides names and protects nothing.
    private static byte[] Hash(byte[] salt, string name) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
}
