using Router.Core.Shapes;

namespace Router.Features.Schedules;

/// <summary>Verbs of the console that make sense by the clock: <c>reboot</c>, <c>restart service dnsmasq</c>.</summary>
public static class ScheduledCommands
{
    private static readonly string[] Whole = ["reboot", "poweroff", "fetch lists"];

    private static readonly string[] WithName = ["restart service", "fetch lists"];

    /// <summary>Null: it is one.</summary>
    public static string? Wrong(string text) =>
        Whole.Contains(text) || WithName.Any(verb => text.StartsWith($"{verb} ", StringComparison.Ordinal)
            && CarriedName.Check(text[(verb.Length + 1)..]) is null)
            ? null
            : $"is none of {string.Join(", ", Whole)}, restart service NAME, fetch lists NAME";
}
