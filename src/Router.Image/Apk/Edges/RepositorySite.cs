using System.Globalization;

namespace Router.Image.Apk.Edges;

/// <summary>A repository on a web server; packages that were fetched once are kept in a folder, when one is given.</summary>
internal sealed class RepositorySite(Uri address, HttpClient client, string? cache) : IPackageSource
{
    public string Location { get; } = address.AbsoluteUri.TrimEnd('/');

    public byte[] Read(string fileName)
    {
        // Indexes change under one name; a package's name does not tell which build it is, so what is kept is
        // used only when its size is that of the server's file, and its checksum is verified either way.
        var kept = cache is null || fileName.EndsWith(".tar.gz", StringComparison.Ordinal) ? null : Path.Combine(cache, fileName);
        var target = new Uri($"{Location}/{Uri.EscapeDataString(fileName)}");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode)
                throw new ApkException($"{target}: the server answers {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)} {response.ReasonPhrase}; check the repository's address, release and architecture");
            if (kept is not null && new FileInfo(kept) is { Exists: true } file && file.Length == response.Content.Headers.ContentLength)
                return File.ReadAllBytes(kept);
            using var content = new MemoryStream();
            response.Content.ReadAsStream().CopyTo(content);
            var bytes = content.ToArray();
            Keep(kept, bytes);
            return bytes;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw new ApkException($"{target}: cannot be reached ({e.Message}); check the network, or name a local repository folder", e);
        }
    }

    private static void Keep(string? path, byte[] bytes)
    {
        if (path is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Environment.ProcessId}.partial";
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, path, overwrite: true);
    }
}
