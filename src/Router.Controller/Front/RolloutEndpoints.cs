using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Router.Api.Controllers;
using Router.Controller.Audit;
using Router.Controller.Devices;
using Router.Controller.Operators;
using Router.Controller.Registry;
using Router.Controller.Rollouts;

namespace Router.Controller.Front;

/// <summary>What operators ask of rollouts.</summary>
/// <param name="gate">Who asks.</param>
/// <param name="grains">All that is known.</param>
/// <param name="time">The clock.</param>
/// <param name="needsApproval">None begins before somebody else has approved it.</param>
internal sealed class RolloutEndpoints(PeerGate gate, IGrainFactory grains, TimeProvider time, bool needsApproval)
{
    private const string One = $"{ControllerPaths.Rollouts}/{{id}}";
    private const int LargestOrder = 256 << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ControllerPaths.Rollouts, (Delegate)AllAsync);
        routes.MapPost(ControllerPaths.Rollouts, (Delegate)OrderAsync);
        routes.MapGet(One, async (HttpContext context, string id) =>
        {
            await gate.OperatorAsync(context, OperatorRoles.View);
            return await AnswerAsync(id);
        });
        routes.MapPost($"{One}/{ControllerPaths.Approve}", ApproveAsync);
        routes.MapPost($"{One}/{ControllerPaths.Stop}", StopAsync);
    }

    private async Task<IResult> AllAsync(HttpContext context)
    {
        await gate.OperatorAsync(context, OperatorRoles.View);
        var ids = await grains.GetGrain<IRegistryGrain>(0).RolloutsAsync();
        var states = await Task.WhenAll(ids.Select(id => Grain(id).StandAsync()));
        IReadOnlyList<RolloutStanding> all = [.. states.OfType<RolloutState>().Select(Standing)];
        return Bodies.Json(all, ControllerJson.Default.IReadOnlyListRolloutStanding);
    }

    private async Task<IResult> OrderAsync(HttpContext context)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Push);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestOrder;
        var order = await Bodies.ReadAsync(context.Request, ControllerJson.Default.RolloutOrder);
        OrderChecks.Check(order, await grains.GetGrain<IRegistryGrain>(0).DevicesAsync());
        var now = time.GetUtcNow();
        var id = $"{now:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        string[] names = [.. order.Devices.Select(device => device.Device)];
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "push", names, $"ordered as {id}");
        await Task.WhenAll(order.Devices.Select(device => grains.GetGrain<IDeviceGrain>(device.Device).ProposeAsync(new()
        {
            Rollout = id,
            Document = device.Document,
            Secrets = new(device.Secrets),
            SetFiles = new(device.SetFiles),
            ConfirmSeconds = order.ConfirmSeconds,
            Comment = order.Comment ?? $"{id} by {by}",
        })));
        await grains.GetGrain<IRegistryGrain>(0).AddRolloutAsync(id);
        await Grain(id).StartAsync(
            new RolloutState
            {
                Id = id,
                By = by,
                At = now,
                Canary = order.Canary,
                WaveSize = order.Wave,
                MaxFailures = order.MaxFailures,
                PauseSeconds = order.PauseSeconds,
                WithinSeconds = order.WithinSeconds,
                Parts = [.. names.Select(name => new RolloutPart { Device = name })],
            },
            needsApproval);
        return await AnswerAsync(id);
    }

    private async Task<IResult> ApproveAsync(HttpContext context, string id)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Approve);
        return await Grain(id).ApproveAsync(by) is { } why ? throw Refusal.Conflict(why) : await AnswerAsync(id);
    }

    private async Task<IResult> StopAsync(HttpContext context, string id)
    {
        var by = await gate.OperatorAsync(context, OperatorRoles.Push | OperatorRoles.Approve);
        await grains.GetGrain<IAuditGrain>(0).WriteAsync(by, "stop", [], id);
        return await Grain(id).StopAsync(by) is { } why ? throw Refusal.Conflict(why) : await AnswerAsync(id);
    }

    private async Task<IResult> AnswerAsync(string id) => await Grain(id).StandAsync() is { } state
        ? Bodies.Json(Standing(state), ControllerJson.Default.RolloutStanding)
        : throw Refusal.NotThere($"there is no rollout {id}");

    private static RolloutStanding Standing(RolloutState state) => new(
        state.Id, Word(state.Stage), state.By, state.At, state.ApprovedBy, state.Wave + 1, state.Waves.Count, state.Why,
        [.. state.Parts.Select(part => new RolloutDevice(part.Device, Word(part.State), part.Detail))]);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private IRolloutGrain Grain(string id) => grains.GetGrain<IRolloutGrain>(id);
}
