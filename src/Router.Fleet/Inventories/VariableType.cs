using System.Globalization;
using System.Net;
using Router.Documents.Shapes;

namespace Router.Fleet.Inventories;

/// <summary>What a variable may be: a kind, or a list of it.</summary>
public sealed record VariableType(string Kind, bool IsList, (int First, int Last)? Bounds = null)
{
    private const string ListPrefix = "list of ";

    private static readonly string[] Kinds =
        ["text", "name", "number", "switch", "address", "interface-address", "network", "host", "map"];

    /// <summary>Null: <paramref name="problem"/> says why not.</summary>
    public static VariableType? Parse(string text, out string? problem)
    {
        var isList = text.StartsWith(ListPrefix, StringComparison.Ordinal);
        var words = (isList ? text[ListPrefix.Length..] : text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        problem = null;
        if (words is ["number", var bounds] && bounds.Split('-') is [var first, var last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && least <= most)
            return new VariableType("number", isList, (least, most));
        if (words is [var kind] && Kinds.Contains(kind))
            return new VariableType(kind, isList);
        problem = $"is no type: {string.Join(", ", Kinds)}, number 1-250, or \"list of\" one of them";
        return null;
    }

    public override string ToString() =>
        $"{(IsList ? ListPrefix : "")}{Kind}{(Bounds is var (first, last) ? $" {first}-{last}" : "")}";

    /// <summary>What is wrong with a value; null: nothing.</summary>
    public string? Check(PlainValue value)
    {
        if (!IsList)
            return One(value);
        return value is PlainValue.List list
            ? list.Items.Select(One).FirstOrDefault(problem => problem is not null)
            : $"'{value}' is no list";
    }

    private string? One(PlainValue value)
    {
        if (Kind == "map")
            return value is PlainValue.Map ? null : $"'{value}' is no map";
        if (value is not PlainValue.Text { Value: var text })
            return $"'{value}' is not a single {Kind}";
        return Fits(text) ? null : $"'{text}' is no {Kind}{(Bounds is var (first, last) ? $" from {first} to {last}" : "")}";
    }

    private bool Fits(string text) => Kind switch
    {
        "name" => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'),
        "number" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && (Bounds is not var (first, last) || (number >= first && number <= last)),
        "switch" => text is "true" or "false",
        "address" => IsAddress(text),
        "interface-address" => text.Split('/') is [var address, var length] && IsAddress(address) && IsLength(address, length),
        "network" => text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out var net) && net.ToString() == text,
        "host" => Device.IsHost(text),
        _ => true,
    };

    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out _) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);

    private static bool IsLength(string address, string length) =>
        int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
        && bits <= (address.Contains(':', StringComparison.Ordinal) ? 128 : 32);
}
