using System.Text.RegularExpressions;

namespace Router.Image.Boards;

/// <summary>The text of a new board's profile.</summary>
public static partial class BoardText
{
    /// <summary>Null: a board may be called so; otherwise what is wrong, to stand behind the name.</summary>
    public static string? CheckName(string name) =>
        Name().IsMatch(name) ? null : "is no name of a board: small letters, digits, '-', '_' and '.', starting with a letter or digit";

    /// <summary>The profile of <paramref name="from"/> under another name; what stands above its first key is of the other board.</summary>
    public static string Renamed(string profile, string from, string name)
    {
        var lines = profile.Split('\n').SkipWhile(line => line.Length == 0 || line[0] == '#').Select(line =>
            line.StartsWith("name:", StringComparison.Ordinal) ? $"name: {name}"
            : line.StartsWith("description:", StringComparison.Ordinal) ? $"description: a board made from {from}"
            : line);
        return $"# Made from {from}: say here what kind of device it is.\n{string.Join('\n', lines)}";
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
