using System.Text.RegularExpressions;

namespace Router.Fleet.Templates;

/// <summary>
/// A line of a template. Words of the template stand alone on theirs, with or without the sign of a remark in front, which keeps editors
/// of YAML content: <c># ${for hub in hubs}</c>.
/// </summary>
internal abstract partial record TemplateLine(int Number, string Indent)
{
    public sealed record Text(int Number, string Value) : TemplateLine(Number, "");

    public sealed record Include(int Number, string Indent, string File) : TemplateLine(Number, Indent);

    public sealed record For(int Number, string Indent, string Name, string List) : TemplateLine(Number, Indent);

    public sealed record End(int Number, string Indent) : TemplateLine(Number, Indent);

    public static TemplateLine Parse(string text, int number)
    {
        if (Directive().Match(text) is not { Success: true } match)
            return new Text(number, text);
        var indent = match.Groups["indent"].Value;
        if (match.Groups["file"] is { Success: true, Value: var file })
            return new Include(number, indent, file);
        return match.Groups["list"] is { Success: true, Value: var list }
            ? new For(number, indent, match.Groups["name"].Value, list)
            : new End(number, indent);
    }

    [GeneratedRegex(
        @"^(?<indent>[ ]*)(#[ ]*)?\$\{(include +(?<file>[^ ].*?)|for +(?<name>[A-Za-z0-9_-]+) +in +(?<list>[A-Za-z0-9_.-]+)|end) *\} *$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Directive();
}
