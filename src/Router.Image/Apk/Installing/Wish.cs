using System.Text;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Installing;

/// <summary>A dependency in words, matched against one package.</summary>
internal static class Wish
{
    /// <summary>The name in a word, <c>!name@tag>=1</c>.</summary>
    public static string NameOf(string word)
    {
        var name = word.TrimStart('!');
        var end = name.AsSpan().IndexOfAny("<>=~@");
        return end < 0 ? name : name[..end];
    }

    /// <summary>Whether <paramref name="word"/> (<c>name&lt;1.2</c>) names this very package and version.</summary>
    public static bool Matches(string word, string name, string version)
    {
        var catalog = new Catalog();
        if (!DependencyParser.TryParse(catalog, catalog.Text.Append(word), out var wish))
            return false;
        if (Encoding.UTF8.GetString(catalog.Names[wish.Name]) != name)
            return wish.IsConflict;
        var matches = wish.Match == VersionMatch.Any
            || ((int)ApkVersion.Compare(Encoding.UTF8.GetBytes(version), catalog.Text[wish.Version], wish.IsPrefix) & (int)wish.Match) != 0;
        return matches != wish.IsConflict;
    }
}
