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

    public static readonly ScalarShape<PortRange> Ports = new(
        "port or range of ports",
        (string text, out PortRange value) => PortRange.TryParse(text, out value) ? null : "is no port or range of ports from 1 to 65535",
        value => value.ToString())
    { ExampleText = "1024-65535", Pattern = "^[0-9]{1,5}(-[0-9]{1,5})?$" };

    public static readonly ScalarShape<TimeWindow> Time = new("time of day", ParseTime, value => value.ToString())
    {
        ExampleText = "21:00-07:00",
        Pattern = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$",
    };

    public static readonly ScalarShape<DayOfWeek> Day = Scalars.Choice(
        "day",
        ("mon", DayOfWeek.Monday, "Monday"),
        ("tue", DayOfWeek.Tuesday, "Tuesday"),
        ("wed", DayOfWeek.Wednesday, "Wednesday"),
        ("thu", DayOfWeek.Thursday, "Thursday"),
        ("fri", DayOfWeek.Friday, "Friday"),
        ("sat", DayOfWeek.Saturday, "Saturday"),
        ("sun", DayOfWeek.Sunday, "Sunday"));

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

    private static string? ParseTime(string text, out TimeWindow value)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        value = default;
        if (dash < 0 || Minute(text[..dash]) is not { } first || Minute(text[(dash + 1)..]) is not { } last)
            return "is no time of day: HH:MM-HH:MM, from 00:00 to 24:00";
        value = new TimeWindow(first, last);
        return first == last || first == TimeWindow.Day ? "ends when it begins" : null;
    }

    /// <summary>Of the day; null: it is none.</summary>
    private static int? Minute(string text) =>
        text.Length == "00:00".Length && text[2] == ':'
        && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
        && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute < 60
        && (hour * 60) + minute is <= TimeWindow.Day and var at
            ? at
            : null;

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
