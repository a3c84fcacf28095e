using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Router.Console.Edges;

/// <summary>
/// A file on a web server, or ranges of it (RFC 9110, section 14), by curl: it checks certificates, and the runtime's TLS would make the
/// program a tenth larger. All ranges come one behind the other over one connection.
/// </summary>
internal sealed class WebFile(Uri address) : IAsyncDisposable
{
    private const string Program = "curl";
    private const int LongestHead = 1 << 16;

    private Process? process;
    private Stream? output;
    private Task<string> words = Task.FromResult("");

    /// <summary>What <see cref="NextAsync"/> came to.</summary>
    public Stream Body => output ?? throw new InvalidOperationException("nothing is open");

    /// <summary>Begins to fetch; what was begun before ends.</summary>
    /// <param name="ranges">First and last byte; no last one: to the end.</param>
    /// <exception cref="IOException">There is no curl.</exception>
    public async Task BeginAsync(IEnumerable<(long First, long? Last)> ranges, CancellationToken stopping)
    {
        End();
        try
        {
            process = Process.Start(new ProcessStartInfo(Program, ["--disable", "--fail-early", "--config", "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new UnreachableException();
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{address}: {Program} fetches it, and cannot be run: {exception.Message}", exception);
        }
        output = new BufferedStream(process.StandardOutput.BaseStream, LongestHead);
        words = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardInput.WriteAsync(string.Join("next\n", ranges.Select(Transfer)).AsMemory(), stopping);
        process.StandardInput.Close();
    }

    /// <summary>The server's next answer, behind which the bytes of the range stand: 200 is all of the file, 206 the range.</summary>
    /// <exception cref="IOException">The server cannot be reached, is not who it should be, or gives no such file.</exception>
    public async Task<int> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            // "HTTP/1.1 206 Partial Content". What a redirect has behind its head curl leaves out.
            var status = (await ReadHeadAsync(stopping)).Split(' ') is [_, var code, ..]
                && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            if (status is 200 or 206)
                return status;
            if (status is not (>= 100 and < 200 or 301 or 302 or 303 or 307 or 308))
                throw new IOException($"{address}: the server answered {status}");
        }
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    /// <summary>What goes on is not waited for.</summary>
    public void End()
    {
        if (process is null)
            return;
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
        process.Dispose();
        process = null;
    }

    /// <summary>As lines of a configuration file of curl. What began with TLS goes on with it.</summary>
    private string Transfer((long First, long? Last) range) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        url = "{address.AbsoluteUri}"
        range = "{range.First}-{range.Last}"
        include
        location
        max-redirs = 5
        proto = "=http,https"
        proto-redir = "={(address.Scheme == Uri.UriSchemeHttps ? "https" : "http,https")}"
        silent
        show-error
        no-buffer
        globoff
        connect-timeout = 30
        speed-limit = 1
        speed-time = 30
        user-agent = "router"

        """);

    private async Task<string> ReadHeadAsync(CancellationToken stopping)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || head[^1] != '\n' || head[^3] != '\n')
        {
            if (head.Count > LongestHead)
                throw new IOException($"{address}: what answers speaks no HTTP");
            if (await Body.ReadAsync(one, stopping) == 0)
                throw new IOException($"{address}: {await ReasonAsync(stopping)}");
            head.Add(one[0]);
        }
        return Encoding.ASCII.GetString([.. head]);
    }

    /// <summary>"curl: (7) Failed to connect to …" without whose words they are.</summary>
    private async Task<string> ReasonAsync(CancellationToken stopping)
    {
        var said = (await words.WaitAsync(stopping)).Split('\n')[0];
        return said.Length == 0
            ? "the connection ended before an answer"
            : said[(said.IndexOf(") ", StringComparison.Ordinal) + 1)..].Trim();
    }
}
