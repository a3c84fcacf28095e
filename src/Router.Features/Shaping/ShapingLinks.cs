using System.Globalization;
using System.Text;

namespace Router.Features.Shaping;

/// <summary>The link that what arrives on an interface goes through where its pace is kept.</summary>
public static class ShapingLinks
{
    /// <summary>IFNAMSIZ without the zero byte.</summary>
    private const int LongestName = 15;

    private const string Prefix = "ifb-";

    /// <summary>By the interface's name; where that is too long, by a number that follows from it (FNV-1a, 32 bits).</summary>
    public static string Name(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName - Prefix.Length)
            return Prefix + name;
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ unit) * 16777619u);
        return Prefix + hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
