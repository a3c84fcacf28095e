using System.Diagnostics;
using System.Net;
using Router.Core.Edges;
using Router.Daemon.Logs;
using Router.Linux.Edges.Processes;
using Router.Wire.Syslog;

namespace Router.Daemon.Edges.Logs;

/// <summary>
/// As <see cref="TcpLine"/>, over TLS (RFC 5425) by openssl's client: the collector's certificate has to be of somebody who is believed and
/// to have its name, or nothing is sent.
/// </summary>
internal sealed class TlsLine : ICollectorLine
{
    /// <summary>What openssl says behind a handshake that it took.</summary>
    private const string Established = "CONNECTION ESTABLISHED";

    /// <summary>Of Alpine's and of Debian's package of certificates.</summary>
    private const string PublicOnes = "/etc/ssl/certs/ca-certificates.crt";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly Task<string> words, answers;

    private TlsLine(Process process, Task<string> words, Task<string> answers) =>
        (this.process, this.words, this.answers) = (process, words, answers);

    public static async Task<ICollectorLine> OpenAsync(Collector collector, string root, CancellationToken stopping)
    {
        Process process;
        try
        {
            process = ProgramRunner.Start("openssl", Arguments(collector, root));
        }
        catch (ApplyException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        var established = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new TlsLine(
            process, ReadAsync(process.StandardError, established), ReadAsync(process.StandardOutput, new TaskCompletionSource<bool>()));
        try
        {
            if (!await established.Task.WaitAsync(Patience, stopping))
                throw new IOException(await line.words);
            return line;
        }
        catch (TimeoutException)
        {
            await line.DisposeAsync();
            throw new IOException($"no connection with TLS came about in {Patience.TotalSeconds:0} seconds");
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public async Task SendAsync(byte[] message, CancellationToken stopping)
    {
        if (process.HasExited)
            throw new IOException(await words);
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(SyslogEncoding.Frame(message), stopping);
        await input.FlushAsync(stopping);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await Task.WhenAll(words, answers);
        process.Dispose();
    }

    private static IEnumerable<string> Arguments(Collector collector, string root)
    {
        var isAddress = IPAddress.TryParse(collector.Address, out var address);
        var host = address?.ToString().Contains(':', StringComparison.Ordinal) == true ? $"[{address}]" : collector.Address;
        // Nothing of what is sent is a command of its own.
        return
        [
            "s_client", "-connect", $"{host}:{collector.Port}", "-brief", "-nocommands", "-verify_return_error",
            isAddress ? "-verify_ip" : "-verify_hostname", collector.Address,
            .. isAddress ? [] : (string[])["-servername", collector.Address],
            "-no-CApath", "-no-CAstore", "-CAfile", Path.Join(root, collector.Ca ?? PublicOnes),
        ];
    }

    /// <summary>All of it to its end; the last line that says something is why it ended.</summary>
    private static async Task<string> ReadAsync(StreamReader from, TaskCompletionSource<bool> established)
    {
        var (verdict, last) = ((string?)null, "the connection ended");
        while (await from.ReadLineAsync() is { } line)
        {
            if (line == Established)
                established.TrySetResult(true);
            if (line.StartsWith("verify error", StringComparison.Ordinal))
                verdict = $"its certificate is not believed: {line[(line.LastIndexOf(':') + 1)..]}";
            else if (!established.Task.IsCompleted && line.Length > 0)
                last = Reason(line);
        }
        established.TrySetResult(false);
        return verdict ?? last;
    }

    /// <summary>
    /// Of <c>THREAD:error:CODE:LIBRARY:FUNCTION:REASON:FILE:LINE:…</c> the reason: the rest is another one each time, and tells nobody
    /// anything.
    /// </summary>
    private static string Reason(string line) => line.Split(':') is [_, "error", _, _, _, var reason, ..] ? reason : line;
}
