using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Router.Api.Controllers;
using Router.Controller.Hosting;
using Router.Controller.Storage;

namespace Router.Controller.Tests;

/// <summary>A controller of a test, in this process, with the first operator at it.</summary>
internal sealed class TryController : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient admin;

    private TryController(WebApplication app, ControllerSettings settings)
    {
        (this.app, Settings) = (app, settings);
        Authority = X509CertificateLoader.LoadCertificate(
            X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(settings.Folder, "ca.pem"))).RawData);
        admin = Client(File.ReadAllText(Path.Combine(settings.Folder, "admin.pem")));
    }

    public ControllerSettings Settings { get; }

    public X509Certificate2 Authority { get; }

    public Uri Url => new($"https://127.0.0.1:{Settings.Listen.Port}");

    public static async Task<TryController> StartAsync(string folder, StoragePlace? storage = null, bool approval = false)
    {
        var settings = new ControllerSettings
        {
            Folder = folder,
            Storage = storage ?? new StoragePlace.Memory(),
            Listen = new IPEndPoint(IPAddress.Loopback, Ports.Free()),
            Hosts = ["127.0.0.1"],
            SiloPort = Ports.Free(),
            GatewayPort = Ports.Free(),
            NeedsApproval = approval,
        };
        var app = ControllerHost.Build(settings);
        await ControllerHost.StartAsync(app, settings);
        return new TryController(app, settings);
    }

    /// <summary>Somebody who has this key and certificate (PEM); null: neither.</summary>
    public HttpClient Client(string? identity) => Connect(Url, Authority, identity);

    public static HttpClient Connect(Uri url, X509Certificate2 authority, string? identity)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build((X509Certificate2)certificate!);
        };
        if (identity is not null)
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(identity, identity)];
        return new HttpClient(handler) { BaseAddress = url };
    }

    /// <summary>As the first operator.</summary>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type) => GetAsync(admin, path, type);

    public Task<HttpResponseMessage> PostAsync(string path) => admin.PostAsync(path, null, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> DeleteAsync(string path) => admin.DeleteAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> OrderAsync(RolloutOrder order) => OrderAsync(admin, order);

    public static Task<HttpResponseMessage> OrderAsync(HttpClient client, RolloutOrder order) => client.PostAsJsonAsync(
        ControllerPaths.Rollouts, order, ControllerJson.Default.RolloutOrder, TestContext.Current.CancellationToken);

    public async Task<string> TokenAsync(string device)
    {
        using var answer = await PostAsync($"{ControllerPaths.Devices}/{device}/token");
        return (await ReadAsync(answer, ControllerJson.Default.EnrolmentToken)).Token;
    }

    /// <summary>A device that was let in.</summary>
    public async Task<TryDevice> DeviceAsync(string name)
    {
        using var unknown = Client(null);
        return new TryDevice(name, Client(await TryDevice.EnrolAsync(unknown, await TokenAsync(name))));
    }

    /// <summary>An operator that was let in.</summary>
    public async Task<HttpClient> OperatorAsync(string name, params string[] roles)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        using var answer = await admin.PostAsJsonAsync(
            $"{ControllerPaths.Operators}/{name}", new OperatorRequest(request, roles), ControllerJson.Default.OperatorRequest,
            TestContext.Current.CancellationToken);
        return Client($"{key.ExportPkcs8PrivateKeyPem()}\n{(await ReadAsync(answer, ControllerJson.Default.Identity)).Certificate}");
    }

    /// <summary>The rollout, once it is over.</summary>
    public async Task<RolloutStanding> OverAsync(string id)
    {
        while (true)
        {
            var standing = await GetAsync($"{ControllerPaths.Rollouts}/{id}", ControllerJson.Default.RolloutStanding);
            if (standing.Stage is not ("running" or "waiting"))
                return standing;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    public static async Task<T> GetAsync<T>(HttpClient client, string path, JsonTypeInfo<T> type)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, type);
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsSuccessStatusCode)
            Assert.Fail($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (await answer.Content.ReadFromJsonAsync(type, TestContext.Current.CancellationToken))!;
    }

    public async Task<string> AuditAsync()
    {
        using var answer = await admin.GetAsync(ControllerPaths.Audit, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Authority.Dispose();
    }
}
