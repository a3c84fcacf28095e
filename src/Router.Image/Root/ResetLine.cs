using Router.Core.Boards;

namespace Router.Image.Root;

/// <summary>The line of <c>/etc/inittab</c> that waits for a board's reset button.</summary>
internal static class ResetLine
{
    private const string Place = "@reset-button@";

    /// <summary>The table with the button's key and seconds in place of <c>@reset-button@</c>; without one the line is left out.</summary>
    public static string Fill(string inittab, ResetButton? button) => button is null
        ? string.Concat(inittab.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(text => !text.Contains(Place, StringComparison.Ordinal)).Select(text => text + "\n"))
        : inittab.Replace(Place, $"{button.Key} {button.Seconds}", StringComparison.Ordinal);
}
