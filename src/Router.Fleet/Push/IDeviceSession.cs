using Router.Fleet.Inventories;

namespace Router.Fleet.Push;

/// <summary>What a command of a device gave. <paramref name="ExitCode"/> null: a signal ended it, or the device said nothing.</summary>
public sealed record CommandOutput(int? ExitCode, string Out, string Error);

/// <summary>A way into devices. Each call opens a TCP connection of its own.</summary>
public interface IDeviceConnector
{
    /// <exception cref="ConnectException">The device cannot be reached, or refuses, or is not who it should be.</exception>
    Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping);
}

/// <summary>One connection to one device.</summary>
public interface IDeviceSession : IAsyncDisposable
{
    /// <summary>Runs a command with <paramref name="input"/> on its stdin.</summary>
    /// <exception cref="IOException">The connection broke, or the answer did not come in time: what became of the command is not
    /// known.</exception>
    Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping);

    /// <summary>
    /// Runs a command and talks with it: <paramref name="talk"/> is given its standard input, which ends when it returns, and its standard
    /// output, of which what it leaves there comes back. A command that ends before it was told all is no failure: its exit code says it.
    /// </summary>
    /// <param name="command">What is run.</param>
    /// <param name="talk">Writes and reads.</param>
    /// <param name="endsWithin">The command's time, from the end of its input.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="IOException">As <see cref="RunAsync"/>.</exception>
    Task<CommandOutput> TalkAsync(
        string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping);
}

public enum ConnectFailure
{
    /// <summary>Nothing answers there.</summary>
    Unreachable,

    /// <summary>The host key is not the known one, or not known at all.</summary>
    HostKey,

    /// <summary>It answers and lets nobody in with these keys.</summary>
    Login,
}

/// <summary>No connection to a device, and why.</summary>
public sealed class ConnectException(ConnectFailure kind, string message, Exception? inner = null) : IOException(message, inner)
{
    public ConnectFailure Kind { get; } = kind;
}
