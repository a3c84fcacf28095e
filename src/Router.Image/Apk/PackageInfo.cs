using System.Globalization;
using System.Text;

namespace Router.Image.Apk;

/// <summary>
/// What <c>.PKGINFO</c> says beyond the index. <paramref name="DataHash"/>: SHA-256 of the compressed data segment; empty: none given.
/// </summary>
internal sealed record PackageInfo(
    string Name, string Version, IReadOnlyList<string> Replaces, int ReplacesPriority, IReadOnlyList<string> Triggers, byte[] DataHash)
{
    public static PackageInfo Parse(ReadOnlySpan<byte> text)
    {
        string name = "", version = "", hash = "";
        var priority = 0;
        List<string> replaces = [], triggers = [];
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n'))
        {
            var equal = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equal <= 0 || line[0] == '#')
                continue;
            var value = line[(equal + 3)..];
            switch (line[..equal])
            {
                case "pkgname":
                    name = value;
                    break;
                case "pkgver":
                    version = value;
                    break;
                case "replaces":
                    replaces.AddRange(value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                    break;
                case "replaces_priority":
                    _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out priority);
                    break;
                case "triggers":
                    triggers = [.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
                    break;
                case "datahash":
                    hash = value;
                    break;
            }
        }

        return new PackageInfo(
            name, version, replaces, priority, triggers,
            hash.Length == 64 && hash.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hash) : []);
    }
}
