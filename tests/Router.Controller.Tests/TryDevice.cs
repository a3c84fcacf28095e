using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Router.Api.Contract;
using Router.Api.Controllers;
using Router.Core.Trust;

namespace Router.Controller.Tests;

/// <summary>What a device is to a controller: it asks, and signs what it says.</summary>
internal sealed class TryDevice(string name, HttpClient first) : IDisposable
{
    private readonly ECDsa key = P256.Generate();
    private HttpClient client = first;
    private long serial;

    public string Runs { get; set; } = "";

    public long Revision { get; private set; }

    /// <summary>Key and certificate.</summary>
    public static async Task<string> EnrolAsync(HttpClient unknown, string token)
    {
        using var key = P256.Generate();
        using var answer = await AskInAsync(unknown, token, key);
        return $"{key.ExportPkcs8PrivateKeyPem()}\n{(await TryController.ReadAsync(answer, ControllerJson.Default.Identity)).Certificate}";
    }

    public static Task<HttpResponseMessage> AskInAsync(HttpClient unknown, string token, ECDsa key) => unknown.PostAsJsonAsync(
        ControllerPaths.Enrol,
        new EnrolmentRequest(token, new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256).CreateSigningRequestPem()),
        ControllerJson.Default.EnrolmentRequest,
        TestContext.Current.CancellationToken);

    /// <summary>Another controller is asked from now on.</summary>
    public void TurnTo(HttpClient other)
    {
        client.Dispose();
        client = other;
    }

    public Task<HttpResponseMessage> AskAsync(int wait = 0) =>
        client.GetAsync($"{ControllerPaths.Document}?have={Revision}&wait={wait}", TestContext.Current.CancellationToken);

    /// <summary>Null: there is no other than it has.</summary>
    public async Task<AssignedDocument?> FetchAsync(int wait = 0)
    {
        using var answer = await AskAsync(wait);
        return answer.StatusCode == HttpStatusCode.NoContent
            ? null
            : await TryController.ReadAsync(answer, ControllerJson.Default.AssignedDocument);
    }

    public Task<HttpResponseMessage> SayAsync(RunOutcome outcome, string detail = "", ECDsa? with = null, long? number = null)
    {
        var statement = new DeviceStatement
        {
            Kind = DeviceStatement.OfRouter,
            Format = DeviceStatement.Newest,
            Serial = number ?? ++serial,
            Time = DateTimeOffset.UtcNow,
            BootId = "b",
            Hostname = name,
            Document = DeviceStatement.DigestOf(Runs),
            Confirmed = true,
            By = "admin",
            Version = "0.1.0",
            Board = "vm-x86_64",
        }.ToText();
        var signs = with ?? key;
        return client.PostAsJsonAsync(
            ControllerPaths.Report,
            new RunReport(Revision, outcome, detail, statement, signs.PublicPem(), signs.Sign(Encoding.UTF8.GetBytes(statement))),
            ControllerJson.Default.RunReport,
            TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for a document and runs it, or says why it does not.</summary>
    public async Task TakeAsync(string? fails = null)
    {
        var given = await FetchAsync(wait: 20) ?? await FetchAsync(wait: 20) ?? await FetchAsync(wait: 20);
        Assert.NotNull(given);
        var (before, ran) = (Revision, Runs);
        Revision = given.Revision;
        if (fails is null)
            Runs = given.Document;
        try
        {
            using var answer = await SayAsync(fails is null ? RunOutcome.Applied : RunOutcome.Failed, fails ?? "");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        catch
        {
            // It was not heard: all of it is done again.
            (Revision, Runs) = (before, ran);
            throw;
        }
    }

    public void Dispose()
    {
        key.Dispose();
        client.Dispose();
    }
}
