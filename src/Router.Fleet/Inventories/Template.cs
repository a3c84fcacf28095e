using System.Text;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>
/// <c>${NAME}</c> stands for a variable, <c>${NAME.KEY}</c> for an entry of one that is a map; <c>$${</c> stands for <c>${</c> itself.
/// </summary>
public static class Template
{
    public static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The text with its variables filled in; what is wrong is null where nothing is.</summary>
    public static (string Text, string? Problem) Fill(string text, Func<string, PlainValue?> variable)
    {
        string? problem = null;
        var filled = Fill(text, variable, (_, message, _) => problem ??= message);
        return (filled, problem);
    }

    /// <summary>The same.</summary>
    public static (string Text, string? Problem) Fill(string text, ValueMap<string, PlainValue> variables) =>
        Fill(text, name => variables.GetValueOrDefault(name));

    /// <param name="text">One line or many.</param>
    /// <param name="variable">Null: there is none of that name.</param>
    /// <param name="wrong">Hears the index in the text, what is wrong, and how to mend it.</param>
    internal static string Fill(string text, Func<string, PlainValue?> variable, Action<int, string, string?> wrong)
    {
        var filled = new StringBuilder(text.Length);
        var at = 0;
        for (var dollar = Next(text, 0); dollar >= 0; dollar = Next(text, at))
        {
            if (dollar > at && text[dollar - 1] == '$')
            {
                filled.Append(text, at, dollar - 1 - at).Append("${");
                at = dollar + 2;
                continue;
            }
            filled.Append(text, at, dollar - at);
            var close = text.IndexOf('}', dollar);
            var reference = close < 0 ? "" : text[(dollar + 2)..close];
            var isReference = reference.Split('.').All(IsName);
            at = isReference ? close + 1 : dollar + 2;
            if (!isReference)
                wrong(dollar, "${ is not followed by a name and }", "write ${NAME}, or $${ for the characters themselves");
            else if (Find(reference, variable) is { } value)
                filled.Append(value);
            else
                wrong(dollar, $"there is no variable {reference}", null);
        }
        return filled.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>What a reference means; null: nothing.</summary>
    internal static PlainValue? Find(string reference, Func<string, PlainValue?> variable)
    {
        var words = reference.Split('.');
        var value = variable(words[0]);
        foreach (var key in words.Skip(1))
            value = value is PlainValue.Map map ? map.Entries.GetValueOrDefault(key) : null;
        return value;
    }

    private static int Next(string text, int from) => text.IndexOf("${", from, StringComparison.Ordinal);
}
