using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>A connection on which commands run, one after the other.</summary>
internal sealed class SshSession(SshClient client, TimeSpan answerTimeout) : IDeviceSession
{
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
            Close(client);
            throw new IOException($"no answer within {answerTimeout.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException($"the connection broke: {e.Message}", e);
        }
        catch (OperationCanceledException)
        {
            Close(client);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Close(client);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Off this thread: closing says goodbye first, and may wait long for a device that does not hear it. What it throws then
    /// is about a connection that nobody wants any more.
    /// </summary>
    internal static void Close(SshClient client) => _ = Task.Run(() =>
    {
        try
        {
            client.Dispose();
        }
        catch (Exception e) when (e is SshException or SocketException or ObjectDisposedException)
        {
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
