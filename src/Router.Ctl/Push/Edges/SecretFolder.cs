using Router.Core.Values;
using Router.Ctl.Cli;

namespace Router.Ctl.Push.Edges;

/// <summary>A folder with a file a secret: the file's name is the secret's.</summary>
internal static class SecretFolder
{
    private const int LongestValue = 4096;

    /// <summary>Null: none. A line end behind a value does not belong to it.</summary>
    /// <exception cref="Failure">There is no such folder, or a file in it cannot be a secret.</exception>
    public static ValueMap<string, string> Read(string? folder)
    {
        var secrets = ValueMap<string, string>.Empty;
        if (folder is null)
            return secrets;
        if (!Directory.Exists(folder))
            throw Failure.Input($"--secrets: {folder}: there is no such folder");
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || name[0] is '-' or '.')
                throw Failure.Input($"--secrets: {Printable.Line(file)}: its name cannot be a secret's", "letters, digits, '-', '_' and '.'");
            if (new FileInfo(file).Length is 0 or > LongestValue)
                throw Failure.Input($"--secrets: {file}: a secret has 1 to {LongestValue} bytes");
            secrets = secrets.With(name, File.ReadAllText(file).TrimEnd('\r', '\n'));
        }
        return secrets;
    }
}
