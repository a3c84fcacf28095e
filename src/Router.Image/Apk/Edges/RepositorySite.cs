using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Edges;

/// <summary>A repository on a web server. It belongs to the command that opened it, and ends with it.</summary>
internal sealed class RepositorySite(Uri address, HttpClient client, Transfer transfer) : IPackageSource
{
    private const int Piece = 1 << 16;

    private readonly string bare = address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped).TrimEnd('/');
    private readonly AuthenticationHeaderValue? credentials = RepositoryAddress.CredentialsOf(address);

    public string Location { get; } = RepositoryAddress.Shown(address.AbsoluteUri.TrimEnd('/'));

    public (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames)
    {
        foreach (var name in fileNames.SkipLast(1))
        {
            try
            {
                return (name, Read(name));
            }
            catch (ApkException e) when (e.IsMissing)
            {
                // The next one may be there.
            }
        }

        return (fileNames[^1], Read(fileNames[^1]));
    }

    public byte[] Read(string fileName, string? architecture = null)
    {
        var folder = architecture is null ? bare : $"{bare[..bare.LastIndexOf('/')]}/{Uri.EscapeDataString(architecture)}";
        var target = new Uri($"{folder}/{Uri.EscapeDataString(fileName)}");
        transfer.Tell?.Invoke($"fetching {target}");
        try
        {
            return ReadAsync(target).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            transfer.Stopping.ThrowIfCancellationRequested();
            throw new ApkException(
                $"{target}: cannot be reached ({Words(e)}); check the network, or name a local repository folder", e, isInput: false);
        }
    }

    private async Task<byte[]> ReadAsync(Uri target)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(transfer.Stopping);
        limit.CancelAfter(transfer.Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Authorization = credentials;
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (!response.IsSuccessStatusCode)
            throw new ApkException(
                $"{target}: the server answers {(int)response.StatusCode} {response.ReasonPhrase}; check the repository's address, release and architecture")
            {
                IsMissing = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone,
            };
        await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
        using var content = new MemoryStream();
        var piece = new byte[Piece];
        while (true)
        {
            // A slow mirror is waited for as long as it takes, a silent one is not.
            limit.CancelAfter(transfer.Patience);
            if (await body.ReadAsync(piece, limit.Token) is not (> 0 and var count))
                return content.ToArray();
            content.Write(piece, 0, count);
        }
    }

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

/// <summary>How files are fetched for one command.</summary>
/// <param name="Patience">So long a server may say nothing, not a byte.</param>
/// <param name="Tell">Hears of each file before it is fetched; null: nobody does.</param>
/// <param name="Stopping">Ends whatever is waited for.</param>
public sealed record Transfer(TimeSpan Patience, Action<string>? Tell, CancellationToken Stopping)
{
    /// <summary>A mirror that is far and busy answers in a second or two.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);
}
