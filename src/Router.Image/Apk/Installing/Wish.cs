using System.Text;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Installing;

/// <summary>A dependency in words, matched against one package.</summary>
internal static class Wish
{
    /// <summary>The name in a word, <c>!name@tag>=1</c>.</summary>
    public static string NameOf(string word) => DependencyWord.TryParse(Encoding.UTF8.GetBytes(word), out var parsed)
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(word), parsed.Name.Offset, parsed.Name.Length)
        : word;

    /// <summary>Whether <paramref name="word"/> (<c>name&lt;1.2</c>) names this very package and version.</summary>
    public static bool Matches(string word, string name, string version)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        if (!DependencyWord.TryParse(bytes, out var wish))
            return false;
        var dependency = new Dependency(0, wish.Version, wish.Match, wish.IsConflict, 0);
        if (Encoding.UTF8.GetString(bytes, wish.Name.Offset, wish.Name.Length) != name)
            return wish.IsConflict;
        return dependency.Takes(Encoding.UTF8.GetBytes(version), bytes.AsSpan(wish.Version.Offset, wish.Version.Length)) != wish.IsConflict;
    }
}
