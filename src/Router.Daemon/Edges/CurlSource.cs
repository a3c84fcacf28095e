using System.Diagnostics;
using System.Globalization;
using Router.Core.Edges;
using Router.Daemon.Lists;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>By curl, which checks certificates; the runtime's TLS would make the daemon a tenth larger.</summary>
internal sealed class CurlSource : IListSource
{
    private const string Mark = "=answer=";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task<FetchedList> FetchAsync(ListRequest request, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        over.CancelAfter(Longest);
        try
        {
            using var process = ProgramRunner.Start("curl", Arguments(request));
            process.StandardInput.Close();
            try
            {
                var words = process.StandardError.ReadToEndAsync(over.Token);
                var content = await ReadAsync(process.StandardOutput.BaseStream, request.Largest, over.Token);
                await process.WaitForExitAsync(over.Token);
                return Answer(process.ExitCode, await words, content);
            }
            catch
            {
                End(process);
                throw;
            }
        }
        catch (ApplyException exception)
        {
            throw new ListException(exception.Message);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new ListException($"did not come within {Longest.TotalMinutes:0} minutes");
        }
    }

    private static IEnumerable<string> Arguments(ListRequest request)
    {
        string[] always =
        [
            "--disable", "--silent", "--show-error", "--globoff", "--location", "--max-redirs", "5", "--proto", "=http,https",
            "--compressed", "--connect-timeout", "20", "--speed-limit", "100", "--speed-time", "60", "--user-agent", "router",
            "--write-out", $"%{{stderr}}\n{Mark}%{{http_code}}\n%header{{etag}}\n%header{{last-modified}}\n%{{content_type}}\n",
        ];
        var known = new[] { ("If-None-Match", request.ETag), ("If-Modified-Since", request.Modified) }
            .Where(header => header.Item2 is { Length: > 0 })
            .SelectMany(header => (string[])["--header", $"{header.Item1}: {header.Item2}"]);
        // What began with TLS goes on with it.
        string[] redirected = request.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ["--proto-redir", "=https"] : [];
        return [.. always, .. known, .. redirected, "--", request.Url];
    }

    private static async Task<byte[]> ReadAsync(Stream from, long largest, CancellationToken stopping)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, stopping) is var read and > 0)
        {
            if (content.Length + read > largest)
                throw new ListException($"is longer than the {largest} bytes that are taken of it");
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static FetchedList Answer(int code, string words, byte[] content)
    {
        var mark = words.LastIndexOf(Mark, StringComparison.Ordinal);
        var answer = mark < 0 ? [] : words[(mark + Mark.Length)..].Split('\n');
        var said = (mark < 0 ? words : words[..mark]).Trim();
        if (code != 0)
            throw new ListException(said.Length > 0 ? said : $"curl ended with {code}");
        if (answer is not [var status, var etag, var modified, var type, ..])
            throw new ListException("curl said nothing of the answer");
        return status switch
        {
            "304" => new FetchedList(null, null, null, null),
            "200" => new FetchedList(content, Some(type), Some(etag), Some(modified)),
            _ => throw new ListException(string.Create(CultureInfo.InvariantCulture, $"its server answers {status}")),
        };
    }

    private static string? Some(string text) => text.Trim() is { Length: > 0 } some ? some : null;

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
