using Spectre.Console;

namespace Router.Ctl.Cli;

/// <summary>Starts a step: what is done and how much of it there is (bytes, or any other count). Report how much is done so far.</summary>
internal delegate IProgress<long> StepStarter(string step, long total);

/// <summary>Long steps: bars on a terminal, a plain line every tenth of a step anywhere else. Always on stderr.</summary>
internal static class ProgressDisplay
{
    public static async Task<T> RunAsync<T>(Terminal terminal, Func<StepStarter, Task<T>> work)
    {
        if (!terminal.Interactive)
            return await work((step, total) => new PlainStep(terminal.Error, step, total));
        return await Screen(terminal).Progress()
            .AutoClear(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => work((step, total) => new Bar(context.AddTask(Markup.Escape(step), maxValue: Math.Max(1, total)))));
    }

    /// <summary>Spectre on stderr, in colour only where that is wanted.</summary>
    public static IAnsiConsole Screen(Terminal terminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(terminal.Error),
        Ansi = terminal.Interactive ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = terminal.Color ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = terminal.Interactive ? InteractionSupport.Yes : InteractionSupport.No,
    });

    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        public void Report(long value) => task.Value = value;
    }

    private sealed class PlainStep(TextWriter writer, string step, long total) : IProgress<long>
    {
        private readonly Lock gate = new();
        private long lastTenth = -1;

        public void Report(long value)
        {
            var tenth = total <= 0 ? 10 : Math.Clamp(value * 10 / total, 0, 10);
            lock (gate)
            {
                if (tenth <= lastTenth)
                    return;
                lastTenth = tenth;
                writer.WriteLine($"{step}: {tenth * 10} %");
            }
        }
    }
}
