using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Router.Api.Controllers;
using Router.Controller.Audit;
using Router.Controller.Authorities;
using Router.Controller.Devices;

namespace Router.Controller.Front;

/// <summary>What devices ask. Each is known by its certificate, and no request names another one.</summary>
internal sealed class DeviceEndpoints(CertificateAuthority authority, IGrainFactory grains)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        // As delegates, for of a RequestDelegate the result would be dropped.
        routes.MapPost(ControllerPaths.Enrol, (Delegate)EnrolAsync);
        routes.MapPost(ControllerPaths.Renew, (Delegate)RenewAsync);
        routes.MapGet(ControllerPaths.Document, (Delegate)DocumentAsync);
        routes.MapPost(ControllerPaths.Report, (Delegate)ReportAsync);
    }

    private async Task<IResult> EnrolAsync(HttpContext context)
    {
        var asked = await Bodies.ReadAsync(context.Request, ControllerJson.Default.EnrolmentRequest);
        var name = EnrolmentToken.DeviceIn(asked.Token) ?? throw NotGood();
        using var issued = Issue(name, asked.Request);
        if (!await Grain(name).EnrolAsync(Tokens.HashOf(asked.Token), Peer.ThumbprintOf(issued)))
            throw NotGood();
        await AuditAsync(name, "enrolled", context);
        return Answer(issued);
    }

    private async Task<IResult> RenewAsync(HttpContext context)
    {
        var peer = PeerGate.Device(context);
        var asked = await Bodies.ReadAsync(context.Request, ControllerJson.Default.RenewalRequest);
        using var issued = Issue(peer.Name, asked.Request);
        if (!await Grain(peer.Name).RenewAsync(peer.Thumbprint, Peer.ThumbprintOf(issued)))
            throw TakenBack(peer);
        await AuditAsync(peer.Name, "renewed", context);
        return Answer(issued);
    }

    private async Task<IResult> DocumentAsync(HttpContext context)
    {
        var peer = PeerGate.Device(context);
        var (have, wait) = (Number(context, "have"), Number(context, "wait"));
        var within = TimeSpan.FromSeconds(Math.Min(wait, ControllerPaths.LongestWait));
        var fetched = await Grain(peer.Name).FetchAsync(peer.Thumbprint, have, within).WaitAsync(context.RequestAborted);
        if (!fetched.Known)
            throw TakenBack(peer);
        return fetched.Assignment is { } assigned
            ? Bodies.Json(
                new AssignedDocument(
                    assigned.Revision, assigned.Document, assigned.Secrets, assigned.SetFiles, assigned.ConfirmSeconds, assigned.Comment),
                ControllerJson.Default.AssignedDocument)
            : Results.NoContent();
    }

    private async Task<IResult> ReportAsync(HttpContext context)
    {
        var peer = PeerGate.Device(context);
        var said = await Bodies.ReadAsync(context.Request, ControllerJson.Default.RunReport);
        var trouble = await Grain(peer.Name).ReportAsync(
            peer.Thumbprint, new Said(said.Revision, (int)said.Outcome, said.Detail, said.Text, said.Key, said.Signature));
        return trouble is null ? Results.NoContent() : throw Refusal.Conflict(trouble);
    }

    private X509Certificate2 Issue(string name, string request)
    {
        try
        {
            return authority.Issue(PeerKind.Device, name, request);
        }
        catch (FormatException e)
        {
            throw Refusal.Wrong(e.Message);
        }
    }

    private IResult Answer(X509Certificate2 issued) =>
        Bodies.Json(new Identity($"{issued.ExportCertificatePem()}\n", authority.Pem), ControllerJson.Default.Identity);

    private Task AuditAsync(string device, string what, HttpContext context) => grains.GetGrain<IAuditGrain>(0)
        .WriteAsync($"device {device}", "enrol", [device], $"{what} from {context.Connection.RemoteIpAddress}");

    private IDeviceGrain Grain(string name) => grains.GetGrain<IDeviceGrain>(name);

    private static long Number(HttpContext context, string name) =>
        long.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal.Wrong($"{name} is missing: a number");

    private static Refusal NotGood() => Refusal.Forbidden("the token is not good: it was used, has ended, or is another controller's");

    private static Refusal TakenBack(Peer peer) =>
        Refusal.Forbidden($"this certificate of {peer.Name} was taken back; a token lets the device in again");
}
