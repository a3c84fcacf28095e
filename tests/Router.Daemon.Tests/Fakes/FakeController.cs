using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Router.Api.Controllers;
using Router.Daemon.Controllers;

namespace Router.Daemon.Tests.Fakes;

/// <summary>A controller that gives what a test says, and keeps what it hears.</summary>
internal sealed class FakeController : IControllerLink
{
    private readonly Lock gate = new();
    private readonly List<RunReport> reports = [];
    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AssignedDocument? given;

    /// <summary>Nobody answers at these.</summary>
    public HashSet<string> Away { get; } = [];

    /// <summary>It answers only while this says so, of what is asked.</summary>
    public Func<ControllerCall, bool> Answers { get; set; } = _ => true;

    public int Enrolments { get; private set; }

    /// <summary>By URL, of all that was asked.</summary>
    public List<string> Asked { get; } = [];

    public IReadOnlyList<RunReport> Reports
    {
        get
        {
            lock (gate)
                return [.. reports];
        }
    }

    public void Give(AssignedDocument document)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            given = document;
            waiting = news;
            news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        waiting.TrySetResult();
    }

    public async Task<ControllerAnswer> AskAsync(ControllerCall call, CancellationToken stopping)
    {
        lock (gate)
            Asked.Add(call.Url);
        if (Away.Contains(call.Url) || !Answers(call))
            throw new ControllerException("it is not reached");
        if (call.Path == ControllerPaths.Enrol)
            return Enrol(call);
        if (call.Path == ControllerPaths.Report)
        {
            lock (gate)
                reports.Add(JsonSerializer.Deserialize(call.Body!, ControllerJson.Default.RunReport)!);
            return new(204, "");
        }
        return await DocumentAsync(call.Path, stopping);
    }

    private async Task<ControllerAnswer> DocumentAsync(string path, CancellationToken stopping)
    {
        var query = path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..];
        var numbers = query.Split('&').Select(part => long.Parse(part.Split('=')[1])).ToList();
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (given is { } now && now.Revision != numbers[0])
                    return new(200, JsonSerializer.Serialize(now, ControllerJson.Default.AssignedDocument));
                waiting = news.Task;
            }
            if (numbers[1] == 0)
                return new(204, "");
            await waiting.WaitAsync(stopping);
        }
    }

    private ControllerAnswer Enrol(ControllerCall call)
    {
        Enrolments++;
        var request = JsonSerializer.Deserialize(call.Body!, ControllerJson.Default.EnrolmentRequest)!;
        var asked = CertificateRequest.LoadSigningRequestPem(request.Request, HashAlgorithmName.SHA256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var issued = new CertificateRequest(new X500DistinguishedName("CN=r1"), asked.PublicKey, HashAlgorithmName.SHA256).Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(200), [1]);
        return new(200, JsonSerializer.Serialize(
            new Identity(issued.ExportCertificatePem(), authority.ExportCertificatePem()), ControllerJson.Default.Identity));
    }
}
