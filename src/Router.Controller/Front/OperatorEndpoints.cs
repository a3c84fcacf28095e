using Router.Api.Controllers;
using Router.Controller.Audit;
using Router.Controller.Authorities;
using Router.Controller.Operators;

namespace Router.Controller.Front;

/// <summary>Who operators are, and what was done.</summary>
internal sealed class OperatorEndpoints(PeerGate gate, CertificateAuthority authority, IGrainFactory grains)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{ControllerPaths.Operators}/{{name}}", AdmitAsync);
        routes.MapDelete($"{ControllerPaths.Operators}/{{name}}", RevokeAsync);
        routes.MapGet(ControllerPaths.Audit, (Delegate)AuditAsync);
    }

    private async Task<IResult> AdmitAsync(HttpContext context, string name)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Admin);
        if (!ControllerPaths.IsName(name))
            throw Refusal.Wrong($"'{name}' is no name of an operator");
        var asked = await Bodies.ReadAsync(context.Request, ControllerJson.Default.OperatorRequest);
        if (RoleWords.Parse(asked.Roles) is not { } roles)
            throw Refusal.Wrong("roles are view, push, approve and admin, at least one");
        try
        {
            using var issued = authority.Issue(PeerKind.Operator, name, asked.Request);
            await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "operator", [name], $"let in as {roles}".ToLowerInvariant());
            await grains.GetGrain<IOperatorGrain>(name).AdmitAsync(Peer.ThumbprintOf(issued), roles);
            return Bodies.Json(new Identity($"{issued.ExportCertificatePem()}\n", authority.Pem), ControllerJson.Default.Identity);
        }
        catch (FormatException e)
        {
            throw Refusal.Wrong(e.Message);
        }
    }

    private async Task<IResult> RevokeAsync(HttpContext context, string name)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Admin);
        if (name == by)
            throw Refusal.Conflict("nobody takes back their own certificate: another admin does");
        if (!await grains.GetGrain<IOperatorGrain>(name).RevokeAsync())
            throw Refusal.NotThere($"{name} has no certificate");
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "operator", [name], "certificate taken back");
        return Results.NoContent();
    }

    private async Task<IResult> AuditAsync(HttpContext context)
    {
        await gate.OperatorAsync(context, OperatorRoles.View);
        var lines = await grains.GetGrain<IAuditGrain>(0).LinesAsync();
        return Results.Text(string.Concat(lines.Select(line => $"{line}\n")), "text/plain");
    }
}
