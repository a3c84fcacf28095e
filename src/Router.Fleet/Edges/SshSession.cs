using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>A connection on which commands run, one after the other.</summary>
/// <param name="way">The hosts in their order, the device at the end.</param>
/// <param name="answerTimeout">For one command.</param>
internal sealed class SshSession(IReadOnlyList<SshClient> way, TimeSpan answerTimeout) : IDeviceSession
{
    private readonly SshClient client = way[^1];

    /// <summary>The algorithm that was agreed on.</summary>
    public string KeyExchange => client.ConnectionInfo.CurrentKeyExchangeAlgorithm ?? "";

    public async Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping)
    {
        try
        {
            return await Task.Run(() => ExecuteAsync(command, input), stopping).WaitAsync(answerTimeout, stopping);
        }
        catch (TimeoutException e)
        {
            Close(way);
            throw new IOException($"no answer within {answerTimeout.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException($"the connection broke: {e.Message}", e);
        }
        catch (OperationCanceledException)
        {
            Close(way);
            throw;
        }
    }

    public async Task<CommandOutput> TalkAsync(
        string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping)
    {
        try
        {
            using var running = client.CreateCommand(command);
            var ending = running.ExecuteAsync(stopping);
            var broken = await TalkAsync(running, talk, stopping);
            // What ended before it was told all has said why.
            await ending.WaitAsync(broken is null ? endsWithin : answerTimeout, stopping);
            return running.ExitStatus is null && broken is not null
                ? throw broken
                : new CommandOutput(running.ExitStatus, running.Result, running.Error);
        }
        catch (TimeoutException e)
        {
            Close(way);
            throw new IOException($"no answer within {endsWithin.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException($"the connection broke: {e.Message}", e);
        }
        catch (OperationCanceledException)
        {
            Close(way);
            throw;
        }
    }

    private static async Task<Exception?> TalkAsync(
        SshCommand running, Func<Stream, Stream, CancellationToken, Task> talk, CancellationToken stopping)
    {
        var input = running.CreateInputStream();
        try
        {
            await talk(input, running.OutputStream, stopping);
            await input.DisposeAsync();
            return null;
        }
        catch (Exception e)
            when (e is IOException or SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return e;
        }
    }

    public ValueTask DisposeAsync()
    {
        Close(way);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Off this thread: closing says goodbye first, and may wait long for a device that does not hear it. What it throws then
    /// is about a connection that nobody wants any more.
    /// </summary>
    internal static void Close(IReadOnlyList<SshClient> way) => _ = Task.Run(() =>
    {
        foreach (var client in way.Reverse())
        {
            try
            {
                client.Dispose();
            }
            catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException)
            {
            }
        }
    });

    private async Task<CommandOutput> ExecuteAsync(string text, ReadOnlyMemory<byte> input)
    {
        using var command = client.CreateCommand(text);
        var running = command.ExecuteAsync();
        await using (var stdin = command.CreateInputStream())
            await stdin.WriteAsync(input);
        await running;
        return new CommandOutput(command.ExitStatus, command.Result, command.Error);
    }
}
