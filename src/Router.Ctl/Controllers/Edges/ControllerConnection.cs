using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Router.Api.Controllers;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers.Edges;

/// <summary>An operator at a controller: HTTPS with certificates of both sides, and no authority but the controller's own.</summary>
internal sealed class ControllerConnection : IDisposable
{
    private readonly HttpClient client;

    private ControllerConnection(HttpClient client) => this.client = client;

    /// <exception cref="Failure">A file cannot be read, or the URL is none.</exception>
    public static ControllerConnection Open(string url, string identity, string authority)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var place) || place.Scheme != "https")
            throw Failure.Usage($"{url} is no URL of a controller", "https://HOST:8443");
        var own = Read(identity, () => X509Certificate2.CreateFromPemFile(identity));
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(Read(authority, () => X509Certificate2.CreateFromPem(File.ReadAllText(authority))));
        return new ControllerConnection(new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { ClientCertificates = [own], CertificateChainPolicy = policy },
        })
        {
            BaseAddress = place,
        });
    }

    /// <exception cref="Failure">It is not reached, or refuses.</exception>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stopping) =>
        SendAsync(HttpMethod.Get, path, null, answer => ReadAsync(answer, type, stopping), stopping);

    /// <exception cref="Failure">As above.</exception>
    public Task<string> GetTextAsync(string path, CancellationToken stopping) =>
        SendAsync(HttpMethod.Get, path, null, answer => answer.ReadAsStringAsync(stopping), stopping);

    /// <exception cref="Failure">As above.</exception>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> type, CancellationToken stopping) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body, bodyType), answer => ReadAsync(answer, type, stopping), stopping);

    /// <summary>Without a body.</summary>
    /// <exception cref="Failure">As above.</exception>
    public Task<T> PostAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stopping) =>
        SendAsync(HttpMethod.Post, path, null, answer => ReadAsync(answer, type, stopping), stopping);

    /// <summary>Without an answer.</summary>
    /// <exception cref="Failure">As above.</exception>
    public Task DoAsync(HttpMethod method, string path, CancellationToken stopping) =>
        SendAsync(method, path, null, _ => Task.FromResult(true), stopping);

    public void Dispose() => client.Dispose();

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, HttpContent? body, Func<HttpContent, Task<T>> read, CancellationToken stopping)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body };
            using var answer = await client.SendAsync(request, stopping);
            if (answer.IsSuccessStatusCode)
                return await read(answer.Content);
            throw Failure.Input($"{client.BaseAddress}: {await WhyAsync(answer, stopping)}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            throw Failure.Machine(
                $"{client.BaseAddress} is not reached: {(e.InnerException ?? e).Message}",
                "--controller-ca has to be the ca.pem of that controller, and --operator a certificate of it that was not taken back");
        }
    }

    private static async Task<T> ReadAsync<T>(HttpContent answer, JsonTypeInfo<T> type, CancellationToken stopping)
    {
        try
        {
            return await answer.ReadFromJsonAsync(type, stopping) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw Failure.Machine($"the controller's answer cannot be read: {e.Message}", inner: e);
        }
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer, CancellationToken stopping)
    {
        try
        {
            var text = await answer.Content.ReadAsStringAsync(stopping);
            if (JsonSerializer.Deserialize(text, ControllerJson.Default.ControllerFault) is { } fault)
                return Printable.Line(fault.Error);
        }
        catch (JsonException)
        {
            // Somebody answers who is no controller.
        }
        return $"it answers {(int)answer.StatusCode}";
    }

    private static X509Certificate2 Read(string file, Func<X509Certificate2> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Failure.Input($"{file} cannot be used: {e.Message}", "a certificate as PEM, an operator's with its private key", e);
        }
    }
}
