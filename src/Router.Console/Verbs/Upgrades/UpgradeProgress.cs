using Router.Console.Edges;

namespace Router.Console.Verbs.Upgrades;

/// <summary>How much came: a line that changes on a screen, one each tenth elsewhere; on standard error.</summary>
internal sealed class UpgradeProgress(ITerminal terminal)
{
    private long shown = -1;

    public void Say(string text) => terminal.WriteError($"{text}\n");

    /// <param name="received">Bytes so far.</param>
    /// <param name="wanted">Bytes in all.</param>
    public void Report(long received, long wanted)
    {
        var percent = wanted == 0 ? 100 : received * 100 / wanted;
        var step = terminal.IsScreen ? percent : percent / 10;
        if (step == shown)
            return;
        shown = step;
        var text = Text(percent, received, wanted);
        terminal.WriteError(terminal.IsScreen ? $"\r{text}{(percent == 100 ? "\n" : "")}" : $"{text}\n");
    }

    private static string Text(long percent, long received, long wanted) => $"{percent,3} %  {received} of {wanted} bytes";
}
