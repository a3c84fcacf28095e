using System.Runtime.InteropServices;

namespace Router.Ctl.Cli.Edges;

/// <summary>Turns the first SIGINT, SIGTERM or SIGHUP into a cancellation, so that verbs clean up; a second one ends the process.</summary>
internal sealed class Signals : IInterruption, IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly CancellationTokenSource late = new();
    private readonly PosixSignalRegistration[] registrations;

    public Signals() =>
        registrations = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15), Register(PosixSignal.SIGHUP, 1)];

    public CancellationToken Token => source.Token;

    public CancellationToken TokenAfter(TimeSpan grace)
    {
        source.Token.Register(() => late.CancelAfter(grace));
        return late.Token;
    }

    /// <summary>128 + the number of the signal that came; null: none did.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
        late.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        if (source.IsCancellationRequested)
            return;
        context.Cancel = true;
        ExitCode = 128 + number;
        source.Cancel();
    });
}
