using System.Text;
using Router.Documents;

namespace Router.Fleet.Inventories;

/// <summary><c>${NAME}</c> in a configuration stands for a device's variable; <c>$${</c> stands for <c>${</c> itself.</summary>
public static class Template
{
    /// <summary>The text for one device, and a problem for each variable that it does not have.</summary>
    public static (string Text, ValueList<Problem> Problems) Fill(string template, ValueMap<string, string> variables)
    {
        var text = new StringBuilder(template.Length);
        var problems = new List<Problem>();
        var at = 0;
        for (var dollar = template.IndexOf("${", StringComparison.Ordinal); dollar >= 0; dollar = template.IndexOf(
            "${", at, StringComparison.Ordinal))
        {
            if (dollar > at && template[dollar - 1] == '$')
            {
                text.Append(template, at, dollar - 1 - at).Append("${");
                at = dollar + 2;
                continue;
            }
            text.Append(template, at, dollar - at);
            var close = template.IndexOf('}', dollar);
            var name = close < 0 ? "" : template[(dollar + 2)..close];
            if (IsName(name) && variables.TryGetValue(name, out var value))
                text.Append(value);
            else
                problems.Add(Problem(template, dollar, name, variables));
            at = IsName(name) ? close + 1 : dollar + 2;
        }
        return (text.Append(template, at, template.Length - at).ToString(), [.. problems]);
    }

    public static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static Problem Problem(string template, int at, string name, ValueMap<string, string> variables)
    {
        var before = template.AsSpan(0, at);
        var (line, column) = (before.Count('\n') + 1, at - before.LastIndexOf('\n'));
        return IsName(name)
            ? new Problem("", $"there is no variable {name}", $"the device has {string.Join(", ", variables.Keys)}", line, column)
            : new Problem("", "${ is not followed by a name and }", "write ${NAME}, or $${ for the characters themselves", line, column);
    }
}
