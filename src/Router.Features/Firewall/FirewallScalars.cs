using System.Globalization;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

internal static class FirewallScalars
{
    public static readonly ScalarShape<FirewallAction> Action = Scalars.Choice(
        ServiceAdvice.Action,
        "action",
        ("accept", FirewallAction.Accept, "lets it pass"),
        ("drop", FirewallAction.Drop, "drops it silently"),
        ("reject", FirewallAction.Reject, "answers with an error"));

    public static readonly ScalarShape<RateLimit> Limit = new("rate", ParseLimit, FormatLimit)
    {
        ExampleText = "10/minute",
        Pattern = "^[1-9][0-9]*/(second|minute|hour|day)$",
    };

    public static readonly ScalarShape<LimitScope> Scope = Scalars.Choice(
        "scope",
        ("rule", LimitScope.Rule, "all that match share it"),
        ("source", LimitScope.Source, "each source address has it for itself"));

    public static readonly ScalarShape<ZonePair> Pair = new("FROM -> TO", ParsePair, p => p.ToString())
    {
        ExampleText = "lan -> wan",
        Pattern = "^\\S+ *-> *\\S+$",
        Names = NetworkNames.ZonePair,
    };

    private static string? ParseLimit(string text, out RateLimit value)
    {
        value = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var unit = slash < 0 ? -1 : Array.IndexOf(Units, text[(slash + 1)..]);
        if (unit < 0 || !int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return "is not a rate: COUNT/second, /minute, /hour or /day";
        value = new RateLimit(count, (RateUnit)unit);
        return null;
    }

    private static readonly string[] Units = ["second", "minute", "hour", "day"];

    private static string FormatLimit(RateLimit limit) => $"{limit.Count}/{Units[(int)limit.Unit]}";

    private static string? ParsePair(string text, out ZonePair value)
    {
        value = default;
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        if (arrow < 0)
            return "is not FROM -> TO";
        value = new ZonePair(text[..arrow].Trim(), text[(arrow + 2)..].Trim());
        return (CarriedName.Check(value.From) ?? CarriedName.Check(value.To)) is null
            ? null
            : "is not FROM -> TO with the names of two zones";
    }
}
