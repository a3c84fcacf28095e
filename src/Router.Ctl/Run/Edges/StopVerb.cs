using Router.Ctl.Cli;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Ctl.Run.Edges;

/// <summary><c>--stop</c>: shuts down what <c>--detach</c> left running.</summary>
internal sealed class StopVerb(Terminal terminal, RunFolder run)
{
    private static readonly TimeSpan OffWithin = TimeSpan.FromSeconds(60);

    public async Task<int> RunAsync(CancellationToken stopping)
    {
        var machine = ReleasedMachine.Find(run.Machine) ?? throw Failure.Input($"no machine of {run.Board} is running");
        try
        {
            if (!await machine.StopAsync(OffWithin, stopping))
                throw Failure.Machine(
                    $"the router did not power off within {OffWithin.TotalSeconds} s and was stopped",
                    $"its last lines are in {run.Machine.Log}");
        }
        catch (MachineException e)
        {
            throw Failure.Machine(e.Message, $"process {machine.ProcessId} is the machine's QEMU", e);
        }
        terminal.Out.WriteLine($"{run.Board} is powered off");
        return ExitCode.Done;
    }
}
