using System.Globalization;

namespace Router.Ctl.Importing.OpenWrt;

internal static class Numbers
{
    /// <summary>Marks are written in either base; what is no number stays as it is.</summary>
    public static string Decimal(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
}
