using Router.Api.Contract;
using Router.Api.Controllers;
using Router.Controller.Audit;
using Router.Controller.Devices;
using Router.Controller.Operators;
using Router.Controller.Registry;

namespace Router.Controller.Front;

/// <summary>What operators ask of devices.</summary>
internal sealed class FleetEndpoints(PeerGate gate, IGrainFactory grains, TimeProvider time)
{
    private const string One = $"{ControllerPaths.Devices}/{{name}}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControllerPaths.Devices, (Delegate)AllAsync);
        routes.MapGet(One, OneAsync);
        routes.MapDelete(One, RevokeAsync);
        routes.MapPost($"{One}/{ControllerPaths.Token}", TokenAsync);
        routes.MapPost($"{One}/{ControllerPaths.NewKey}", NewKeyAsync);
    }

    private async Task<IResult> AllAsync(HttpContext context)
    {
        await gate.OperatorAsync(context, OperatorRoles.View);
        var names = await Registry.DevicesAsync();
        IReadOnlyList<DeviceStanding> all = await Task.WhenAll(names.Select(StandAsync));
        return Bodies.Json(all, ControllerJson.Default.IReadOnlyListDeviceStanding);
    }

    private async Task<IResult> OneAsync(HttpContext context, string name)
    {
        await gate.OperatorAsync(context, OperatorRoles.View);
        await KnownAsync(name);
        return Bodies.Json(await StandAsync(name), ControllerJson.Default.DeviceStanding);
    }

    private async Task<IResult> TokenAsync(HttpContext context, string name)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Admin);
        if (!ControllerPaths.IsName(name))
            throw Refusal.Wrong($"'{name}' is no name of a device: letters, digits, '-', '_' and '.', at most 63");
        var (token, until) = (Tokens.New(name), time.GetUtcNow() + Tokens.Life);
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "token", [name], $"until {until:yyyy-MM-dd HH:mm}");
        await Registry.AddDeviceAsync(name);
        await Grain(name).InviteAsync(Tokens.HashOf(token), until);
        return Bodies.Json(new EnrolmentToken(token, until), ControllerJson.Default.EnrolmentToken);
    }

    private async Task<IResult> RevokeAsync(HttpContext context, string name)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Admin);
        await KnownAsync(name);
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "revoke", [name], "certificate taken back");
        await Grain(name).RevokeAsync();
        return Results.NoContent();
    }

    private async Task<IResult> NewKeyAsync(HttpContext context, string name)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Admin);
        await KnownAsync(name);
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "new-key", [name], "the next statement is believed");
        await Grain(name).TakeNewKeyAsync();
        return Results.NoContent();
    }

    private async Task<DeviceStanding> StandAsync(string name)
    {
        var known = await Grain(name).StandAsync();
        var said = known.Text is { } text ? DeviceStatement.Parse(text) : null;
        return new DeviceStanding(
            name, known.State, known.Revision, known.Detail, known.Seen, known.Stated, said?.Serial, said?.Document, said?.Since, said?.By,
            said?.Version, known.Rollout);
    }

    private async Task KnownAsync(string name)
    {
        if (!(await Registry.DevicesAsync()).Contains(name))
            throw Refusal.NotThere($"no device {name} is known: a token makes it known");
    }

    private IRegistryGrain Registry => grains.GetGrain<IRegistryGrain>(0);

    private IDeviceGrain Grain(string name) => grains.GetGrain<IDeviceGrain>(name);
}
