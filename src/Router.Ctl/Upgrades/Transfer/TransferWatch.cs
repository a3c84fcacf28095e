using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Upgrades.Transfer;

/// <summary>Shows how far devices are: of one the bytes, of several how many are done.</summary>
internal sealed class TransferWatch(Terminal terminal, StepStarter steps, int devices) : IUpgradeWatch
{
    private readonly Lock gate = new();
    private IProgress<long>? step;
    private int done;

    public void Sends(string device, long sent, long wanted)
    {
        if (devices > 1)
            return;
        lock (gate)
        {
            step ??= steps($"{device}: sending {ByteSize.ToText(wanted)}", wanted);
            step.Report(sent);
        }
    }

    public void Restarts(string device, string slot) => Say($"{device}: restarts and tries slot {slot}");

    public void Done(UpgradeReport report)
    {
        if (devices > 1)
        {
            lock (gate)
            {
                step ??= steps($"{devices} devices", devices);
                step.Report(++done);
            }
        }
        Say($"{report.Device}: {OutcomeWords.Of(report.Outcome)}");
    }

    private void Say(string line)
    {
        if (terminal.Interactive)
            return;
        lock (gate)
            terminal.Error.WriteLine(Printable.Line(line));
    }
}
