using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace Router.Image.Apk.Edges;

/// <summary>
/// One file of a web server, fetched in as many tries as it takes: each goes on where the one before was cut off, as far as the server
/// gives parts of files (RFC 9110, section 14).
/// </summary>
internal sealed class Download(Uri target, HttpClient client, AuthenticationHeaderValue? credentials, Transfer transfer) : IDisposable
{
    private const int Piece = 1 << 16, MaxSize = 1 << 30;

    private readonly MemoryStream content = new();
    private EntityTagHeaderValue? version;

    /// <summary>The beginning of the file, from before. Whoever gives one knows the file's hash.</summary>
    public byte[] Beginning
    {
        init
        {
            IsPieced = value.Length > 0;
            content.Write(value);
        }
    }

    /// <summary>What is there of it.</summary>
    public byte[] Content => content.ToArray();

    /// <summary>Parts of it are of several answers.</summary>
    public bool IsPieced { get; private set; }

    /// <summary>Parts may be put together though the server does not tell versions of the file apart: its hash is known.</summary>
    public required bool IsHashed { get; init; }

    /// <exception cref="ApkException">The server has no such file, or does not give it.</exception>
    public async Task FetchAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await TryAsync();
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                transfer.Stopping.ThrowIfCancellationRequested();
                if (tries == transfer.Pauses.Count || !IsPassing(e))
                    throw new ApkException(
                        $"{target}: cannot be reached ({Words(e)}); check the network, or name a local repository folder", e,
                        isInput: false);
                transfer.Tell?.Invoke($"{target}: {Words(e)}; trying again in {transfer.Pauses[tries].TotalSeconds:0.##} s");
                await Task.Delay(transfer.Pauses[tries], transfer.Stopping);
            }
        }
    }

    public void Dispose() => content.Dispose();

    private async Task TryAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(transfer.Stopping);
        limit.CancelAfter(transfer.Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Authorization = credentials;
        if (content.Length > 0 && (IsHashed || version is not null))
        {
            request.Headers.Range = new RangeHeaderValue(content.Length, null);
            request.Headers.IfRange = version is null ? null : new RangeConditionHeaderValue(version);
        }
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        await TakeAsync(response, limit);
    }

    private async Task TakeAsync(HttpResponseMessage response, CancellationTokenSource limit)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            content.SetLength(0);
            throw new IOException("the server has less of it than came before");
        }
        if (!response.IsSuccessStatusCode)
            throw Refusal(response);
        IsPieced = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == content.Length;
        if (!IsPieced)
        {
            content.SetLength(0);
            version = response.Headers.ETag is { IsWeak: false } tag ? tag : null;
        }
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        var piece = new byte[Piece];
        while (true)
        {
            // A slow mirror is waited for as long as it takes, a silent one is not.
            limit.CancelAfter(transfer.Patience);
            if (await body.ReadAsync(piece, limit.Token) is not (> 0 and var count))
                return;
            if (content.Length + count > MaxSize)
                throw new ApkException($"{target}: it is larger than {MaxSize >> 20} MiB; name another mirror");
            content.Write(piece, 0, count);
        }
    }

    private Exception Refusal(HttpResponseMessage response)
    {
        var words = $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}";
        return (int)response.StatusCode is >= 500 or 408 or 429
            ? new IOException(words)
            : new ApkException($"{target}: {words}; check the repository's address, release and architecture")
            {
                IsMissing = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone,
            };
    }

    /// <summary>What may be otherwise in a moment. Whoever is not there at all, or is not who they should be, stays so.</summary>
    private static bool IsPassing(Exception e) => e is not HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.InvalidResponse
    };

    private string Words(Exception e)
    {
        if (e is OperationCanceledException)
            return $"not a byte came for {transfer.Patience.TotalSeconds:0.#} s";
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return $"its certificate is not trusted: {cause.Message}; if an authority of your own signed it, put that where this machine keeps those "
                    + "it trusts (update-ca-certificates), or name its file in SSL_CERT_FILE";
            }
        }
        return e.Message;
    }
}
