namespace Router.Image.Apk.Edges;

/// <summary>A repository on a web server.</summary>
internal sealed class RepositorySite(Uri address, HttpClient client) : IPackageSource
{
    public string Location { get; } = address.AbsoluteUri.TrimEnd('/');

    public byte[] Read(string fileName)
    {
        var target = new Uri($"{Location}/{Uri.EscapeDataString(fileName)}");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode)
                throw new ApkException($"{target}: the server answers {(int)response.StatusCode} {response.ReasonPhrase}; check the repository's address, release and architecture");
            using var content = new MemoryStream();
            response.Content.ReadAsStream().CopyTo(content);
            return content.ToArray();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new ApkException($"{target}: cannot be reached ({e.Message}); check the network, or name a local repository folder", e, isInput: false);
        }
    }
}
