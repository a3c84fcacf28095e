using System.Net.Http.Headers;
using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Edges;

/// <summary>A repository on a web server. It belongs to the command that opened it, and ends with it.</summary>
internal sealed class RepositorySite(Uri address, HttpClient client, Transfer transfer, PartialFiles partials) : IPackageSource
{
    private readonly string bare = address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped).TrimEnd('/');
    private readonly AuthenticationHeaderValue? credentials = RepositoryAddress.CredentialsOf(address);

    public string Location { get; } = RepositoryAddress.Shown(address.AbsoluteUri.TrimEnd('/'));

    public bool IsPieced { get; private set; }

    public (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames)
    {
        foreach (var name in fileNames.SkipLast(1))
        {
            try
            {
                return (name, Fetch(new Uri($"{bare}/{Uri.EscapeDataString(name)}"), keptAs: null));
            }
            catch (ApkException e) when (e.IsMissing)
            {
                // The next one may be there.
            }
        }

        return (fileNames[^1], Fetch(new Uri($"{bare}/{Uri.EscapeDataString(fileNames[^1])}"), keptAs: null));
    }

    public byte[] Read(string fileName, string? architecture = null)
    {
        var folder = architecture is null ? bare : $"{bare[..bare.LastIndexOf('/')]}/{Uri.EscapeDataString(architecture)}";
        return Fetch(new Uri($"{folder}/{Uri.EscapeDataString(fileName)}"), fileName);
    }

    /// <param name="keptAs">The name of a package; null: an index, which is another one tomorrow.</param>
    private byte[] Fetch(Uri target, string? keptAs)
    {
        transfer.Tell?.Invoke($"fetching {target}");
        using var download = new Download(target, client, credentials, transfer)
        {
            IsHashed = keptAs is not null,
            Beginning = keptAs is null ? [] : partials.Take(keptAs),
        };
        try
        {
            download.FetchAsync().GetAwaiter().GetResult();
        }
        catch (Exception e) when (keptAs is not null && e is (ApkException or OperationCanceledException))
        {
            partials.Keep(keptAs!, download.Content);
            throw;
        }
        IsPieced = download.IsPieced;
        return download.Content;
    }
}
