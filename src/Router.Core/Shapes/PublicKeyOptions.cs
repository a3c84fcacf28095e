using System.Globalization;
using Router.Documents.Shapes;

namespace Router.Core.Shapes;

/// <summary>
/// What may stand in front of a public key (OpenSSH's format of authorized keys): that which makes the door narrower. A key of a router
/// opens its console and nothing else, so that most other options mean nothing here.
/// </summary>
internal static class PublicKeyOptions
{
    /// <summary>Whether each has a value in quotes.</summary>
    private static readonly (string Name, bool HasValue)[] Known =
        [("from", true), ("expiry-time", true), ("verify-required", false), ("no-touch-required", false), ("restrict", false)];

    /// <summary>Null: fine, and <paramref name="key"/> is what stands behind the options; otherwise what is wrong with them.</summary>
    public static string? Split(string text, out string key)
    {
        key = text;
        var end = End(text);
        var options = text[..end];
        if (end == text.Length || !LooksLikeOptions(options))
            return null;
        key = text[end..].TrimStart(' ');
        foreach (var option in Parts(options))
        {
            if (Wrong(option) is { } wrong)
                return wrong;
        }
        return null;
    }

    private static bool LooksLikeOptions(string word) =>
        word.Contains('"', StringComparison.Ordinal) || word.Contains(',', StringComparison.Ordinal)
        || word.Contains('=', StringComparison.Ordinal) || Array.Exists(Known, known => known.Name == word);

    /// <summary>Where the first blank outside of quotes is; the text's end: there is none.</summary>
    private static int End(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == ' ' && !quoted)
                return i;
        }
        return text.Length;
    }

    private static IEnumerable<string> Parts(string options)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < options.Length; i++)
        {
            if (options[i] == '"')
            {
                quoted = !quoted;
            }
            else if (options[i] == ',' && !quoted)
            {
                yield return options[start..i];
                start = i + 1;
            }
        }
        yield return options[start..];
    }

    private static string? Wrong(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? option : option[..equals];
        var known = Array.Find(Known, known => known.Name == name);
        if (known.Name is null)
            return $"has the option {Words.Shown(name)}; there are {string.Join(", ", Known.Select(k => k.Name))}";
        if (!known.HasValue)
            return equals < 0 ? null : $"gives {name} a value, which it has none of";
        var value = equals < 0 ? "" : option[(equals + 1)..];
        if (value.Length < 3 || value[0] != '"' || value[^1] != '"' || value.AsSpan(1, value.Length - 2).ContainsAny('"', '\\'))
            return $"has {name} without a value in quotes: {name}=\"…\"";
        return name == "from" ? WrongSource(value[1..^1]) : WrongTime(value[1..^1]);
    }

    /// <summary>Addresses and prefixes alone: names would have the one who asks say who he is.</summary>
    private static string? WrongSource(string value) =>
        Array.Find(value.Split(','), source => !NetworkScalars.IsAddress(source) && !Values.InterfaceAddress.TryParse(source, out _))
            is { } wrong
            ? $"has {Words.Shown(wrong)} in from, which is neither an address nor a prefix"
            : null;

    private static string? WrongTime(string value) =>
        DateTime.TryParseExact(value, ["yyyyMMdd", "yyyyMMddHHmm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "has an expiry-time that is neither YYYYMMDD nor YYYYMMDDHHMM";
}
