using System.Buffers;

namespace Router.Core.Config.Shapes;

/// <summary>Names of zones, interfaces and routing domains.</summary>
internal static class ZoneShape
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>A zone that has interfaces.</summary>
    public static readonly ScalarShape<string> Zone = Scalars.Text("zone", "lan", NameKind.Zone, CheckName);

    /// <summary>A zone, or <c>router</c>.</summary>
    public static readonly ScalarShape<string> ZoneOrRouter = Scalars.Text("zone", "lan", NameKind.ZoneOrRouter, CheckName);

    public static readonly ListShape<string> Zones = new(Zone);

    /// <summary>Of a routing domain: also the kernel's name of its link.</summary>
    public static readonly ScalarShape<string> Vrf = Scalars.Text("VRF", "blue", check: NetworkScalars.CheckLinkName);

    public static readonly ScalarShape<string> Interface = Scalars.Text("interface", "lan", NameKind.Interface, CheckName);

    /// <summary>Null: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, starting with a letter or digit, 31 at most.</summary>
    public static string? CheckName(string name)
    {
        var plain = name.Length is > 0 and <= 31 && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Letters);
        return plain ? null : "is no name: letters, digits, '-', '_' and '.', 31 at most";
    }
}
