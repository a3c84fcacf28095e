namespace Router.Ctl.Upgrades.Rehearsal;

/// <summary>A release's own kernel command line.</summary>
internal static class EntryWords
{
    private static readonly string[] OfTheMachine = ["root=", "router.", "console=", "panic="];

    /// <summary>Its words but for those that name slot, disk and console, which a rehearsal has of its own.</summary>
    public static string Kept(string entry) => string.Join(' ', entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word != "quiet" && !OfTheMachine.Any(mine => word.StartsWith(mine, StringComparison.Ordinal))));
}
