using System.Buffers;
using System.Text.RegularExpressions;

namespace Router.Core.Shapes;

/// <summary>
/// Names that the kernel, nft and files of services have to carry: of zones, interfaces, links, VRFs, meshes, address sets and tables. All
/// have one set of characters, so that none needs quoting anywhere and no two become the same.
/// </summary>
public static partial class CarriedName
{
    private const int Longest = 31;

    /// <summary>IFNAMSIZ without its final zero.</summary>
    public const int LongestLink = 15;

    private const string Set = "letters, digits, '-', '_' and '.', starting with a letter or digit";

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private const string MeshHeaders = "mesh-ipv6";

    /// <summary>Links that the kernel makes when a module comes, and a file beside the links in <c>/sys/class/net</c>.</summary>
    private static readonly string[] Kernels =
    [
        "bonding_masters", "gre0", "gretap0", "erspan0", "ip6gre0", "tunl0", "sit0", "ip6tnl0", "ip_vti0", "ip6_vti0",
    ];

    /// <summary>Null: it is one, of at most 31 characters; otherwise what is wrong, to stand behind the name.</summary>
    public static string? Check(string name)
    {
        if (name.Length is 0 or > Longest || !IsPlain(name))
            return $"is no name: {Set}, {Longest} at most";
        return IsAddress(name) ? "is no name but an address" : null;
    }

    /// <summary>The same for a link that is there: a port.</summary>
    public static string? CheckLink(string name)
    {
        if (name.Length > LongestLink)
            return $"is longer than the {LongestLink} bytes that the kernel takes for the name of a link";
        if (name.Length == 0 || !IsPlain(name))
            return $"is no name of a link: {Set}";
        return IsAddress(name) ? "is no name but an address" : null;
    }

    /// <summary>The same for a link that is to be made.</summary>
    public static string? CheckMadeLink(string name)
    {
        if (CheckLink(name) is { } wrong)
            return wrong;
        if (name is "all" or "default")
            return "is the kernel's word for every link";
        if (name == MeshHeaders)
            return "is the name of the link that makes the headers of tunnels over IPv6";
        if (name == "lo")
            return "is the kernel's loopback";
        if (Kernels.Contains(name))
            return "is the name of a link of the kernel's own";
        return PortPattern().IsMatch(name) ? "is a name that the kernel gives to ports" : null;
    }

    private static bool IsPlain(string name) => char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Letters);

    private static bool IsAddress(string name) => name.Contains('.', StringComparison.Ordinal) && NetworkScalars.IsAddress(name);

    [GeneratedRegex(@"^(eth|wlan|wwan|usb)[0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortPattern();
}
