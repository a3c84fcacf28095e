using Router.Ctl.Cli;

namespace Router.Ctl.Tests;

/// <summary>Runs verbs without a terminal and keeps what they print.</summary>
internal sealed class RecordingTerminal
{
    /// <summary>What stdin holds.</summary>
    public byte[] Input { get; init; } = [];

    /// <summary>Stands for the signals; null: none comes.</summary>
    public CancellationToken? Stopping { get; init; }

    /// <summary>Stdin, where it is no bytes at hand.</summary>
    public Stream? Stream { get; init; }

    public string Out => Terminal.Out.ToString()!;

    public string Error => Terminal.Error.ToString()!;

    public Terminal Terminal =>
        field ??= new(new StringWriter(), new StringWriter(), () => Stream ?? new MemoryStream(Input, writable: false)) { Width = 100 };

    public Task<int> RunAsync(CommandGroup group, params string[] args) =>
        CommandLine.RunAsync(
            CommandLine.Parse(CommandLine.Root(Terminal, [group]), args), Terminal, Stopping ?? TestContext.Current.CancellationToken);
}
