using System.Diagnostics;
using Router.Fleet.Inventories;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>A connection that a process of ssh holds.</summary>
/// <param name="master">That process.</param>
/// <param name="folder">Where its socket is; it goes with the connection.</param>
/// <param name="options">By which a command finds the socket, and nothing else: without it there is no second connection.</param>
/// <param name="device">Whose it is.</param>
/// <param name="answerTimeout">For one command.</param>
internal sealed class SystemSshSession(
    Process master, string folder, IReadOnlyList<string> options, Device device, TimeSpan answerTimeout) : IDeviceSession
{
    /// <summary>Ssh's own exit code; no command of a router has it.</summary>
    private const int Broken = 255;

    private bool closed;

    public Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping) => RunAsync(
        command, async (process, limit) =>
        {
            var output = process.StandardOutput.ReadToEndAsync(limit);
            await WriteAsync(process, (stdin, _) => stdin.WriteAsync(input, limit).AsTask(), limit);
            return await output;
        }, answerTimeout, stopping);

    public Task<CommandOutput> TalkAsync(
        string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping) =>
        RunAsync(command, async (process, limit) =>
        {
            await WriteAsync(process, (stdin, token) => talk(stdin, process.StandardOutput.BaseStream, token), limit);
            return await process.StandardOutput.ReadToEndAsync(limit);
        }, null, stopping, endsWithin);

    public ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref closed, true))
            End(master, folder);
        return ValueTask.CompletedTask;
    }

    internal static void End(Process process, string folder)
    {
        Kill(process);
        process.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
        }
    }

    /// <param name="command">What is run.</param>
    /// <param name="talk">Gives what it said.</param>
    /// <param name="limit">For all of it; null: it has the time that talking takes, and <paramref name="endsWithin"/> after it.</param>
    /// <param name="stopping">Ends it.</param>
    /// <param name="endsWithin">See above.</param>
    private async Task<CommandOutput> RunAsync(
        string command, Func<Process, CancellationToken, Task<string>> talk, TimeSpan? limit, CancellationToken stopping,
        TimeSpan? endsWithin = null)
    {
        using var process = SystemSshConnector.Start([.. options, "-T", "--", device.Address, command]);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        if (limit is { } time)
            source.CancelAfter(time);
        try
        {
            var error = process.StandardError.ReadToEndAsync(source.Token);
            var output = await talk(process, source.Token);
            if (endsWithin is { } more)
                source.CancelAfter(more);
            await process.WaitForExitAsync(source.Token);
            return process.ExitCode == Broken
                ? throw new IOException($"the connection broke: {(await error).Trim().Split('\n')[^1].Trim()}")
                : new CommandOutput(process.ExitCode, output, await error);
        }
        catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
        {
            await DisposeAsync();
            throw new IOException($"no answer within {(limit ?? endsWithin ?? answerTimeout).TotalSeconds:0.#} s", e);
        }
        finally
        {
            Kill(process);
        }
    }

    /// <summary>A command that ends before it was told all has said why.</summary>
    private static async Task WriteAsync(Process process, Func<Stream, CancellationToken, Task> write, CancellationToken stopping)
    {
        try
        {
            await write(process.StandardInput.BaseStream, stopping);
            process.StandardInput.Close();
        }
        catch (IOException) when (process.HasExited || process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
        }
    }
}
