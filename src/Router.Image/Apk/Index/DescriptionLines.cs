using System.Globalization;

namespace Router.Image.Apk.Index;

/// <summary>The block of a package in an index or in the database of what is installed: lines of a letter, a colon and a value.</summary>
internal sealed class DescriptionLines
{
    private readonly Dictionary<char, string> fields = [];

    /// <summary>A line that is none is passed over; of a letter that comes twice the last line counts.</summary>
    public DescriptionLines(string block)
    {
        foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 1 && line[1] == ':')
                fields[line[0]] = line[2..];
        }
    }

    /// <summary>Not there: empty.</summary>
    public string this[char key] => fields.GetValueOrDefault(key, "");

    public long Number(char key) => long.TryParse(this[key], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public string[] Words(char key) => this[key].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Without dependencies, which each reader has its own way to.</summary>
    public PackageDescription ToDescription() => new()
    {
        Name = this['P'],
        Version = this['V'],
        Architecture = this['A'],
        Summary = this['T'],
        Url = this['U'],
        License = this['L'],
        Origin = this['o'],
        Maintainer = this['m'],
        BuildTime = Number('t'),
        Commit = this['c'],
    };
}
