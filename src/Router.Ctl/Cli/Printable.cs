namespace Router.Ctl.Cli;

/// <summary>Text from outside on its way to a terminal.</summary>
internal static class Printable
{
    /// <summary>One line: control characters, which could steer the terminal or break the line, become question marks.</summary>
    public static string Line(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
        }) : text;
}
