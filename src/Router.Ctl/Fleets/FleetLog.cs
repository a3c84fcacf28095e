using System.Globalization;
using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;

namespace Router.Ctl.Fleets;

/// <summary>Says on stderr how a rollout goes, a line an event, and bars where somebody watches; the journal hears of it first.</summary>
/// <param name="terminal">Where.</param>
/// <param name="steps">Bars.</param>
/// <param name="begun">The journal, of a device that is begun with.</param>
/// <param name="ended">The journal, of one that is done.</param>
internal sealed class FleetLog<TReport>(Terminal terminal, StepStarter steps, Action<string> begun, Action<TReport> ended)
    : IRolloutWatch<TReport>
    where TReport : DeviceReport
{
    private readonly Lock gate = new();
    private IProgress<long>? step;
    private int done;

    /// <summary>Why no other device was begun; null: none was left out.</summary>
    public string? Halted { get; private set; }

    public void Wave(int number, int of, int devices)
    {
        lock (gate)
        {
            done = 0;
            step = terminal.Interactive ? steps($"wave {number} of {of}", devices) : null;
        }
        Say($"wave {number} of {of}: {(devices == 1 ? "1 device" : $"{devices} devices")}");
    }

    public void Begins(string device) => begun(device);

    public void Done(TReport report)
    {
        if (report.Outcome is not (DeviceOutcome.Skipped or DeviceOutcome.Interrupted))
            ended(report);
        lock (gate)
            step?.Report(++done);
        Say($"{report.Device}: {OutcomeWords.Of(report.Outcome)}{(report.Detail.Length > 0 ? $": {report.Detail}" : "")}");
    }

    public void Pauses(TimeSpan time) => Say($"pause of {time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s");

    public void Halts(string why)
    {
        Halted = why;
        Say($"halted: {why}; no other device is begun");
    }

    private void Say(string line)
    {
        if (terminal.Interactive)
            return;
        lock (gate)
            terminal.Error.WriteLine(Printable.Line($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line}"));
    }
}
