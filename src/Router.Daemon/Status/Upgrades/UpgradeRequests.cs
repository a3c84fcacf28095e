using Router.Api.Contract;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Upgrades;
using Router.Features.Configuration;

namespace Router.Daemon.Status.Upgrades;

/// <summary>Bundles for the slot that does not run.</summary>
internal sealed class UpgradeRequests(
    Upgrader upgrader, ReleaseKeyFolder keys, ConfigurationEngine engine, IOperations operations, EventHub events, ImageFacts image,
    TimeProvider time) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Logged<Request.BeginUpgrade>((begin, asker) => BeginAsync(begin, asker)),
        Handler.Of<Request.SendUpgrade>((send, asker) => TakeAsync(send, asker)),
        Handler.Logged<Request.FinishUpgrade>((finish, asker) => FinishAsync(finish, asker)),
    ];

    private async Task<Response> BeginAsync(Request.BeginUpgrade begin, Asker asker)
    {
        var head = Read(begin.Head);
        var (target, receiver) = await upgrader.BeginAsync(head, Device(), begin.Older, TrialTime(begin), asker.Author);
        events.Publish(
            "upgrade", $"{asker.Author.User} upgrades slot {target.Name} to {Named(receiver.Manifest)}: {receiver.Asked} bytes are to come",
            asker.Author.Session);
        return new Response.UpgradeWants(
            target.Name, receiver.Manifest.Version, receiver.Manifest.Release!.Value, receiver.Length, receiver.Kept, receiver.Copied,
            receiver.Asked, [.. receiver.Ranges.Select(range => new UpgradeRange(range.Offset, range.Length))]);
    }

    private async Task<Response> TakeAsync(Request.SendUpgrade send, Asker asker)
    {
        var receiver = await upgrader.TakeAsync(send.At, send.Bytes, asker.Author);
        return new Response.UpgradeTakes(receiver.Received, receiver.Asked);
    }

    private async Task<Response> FinishAsync(Request.FinishUpgrade finish, Asker asker)
    {
        var (target, receiver) = await upgrader.FinishAsync(asker.Author);
        events.Publish(
            "upgrade",
            $"slot {target.Name} is {Named(receiver.Manifest)}; the next boot tries it{(finish.Restart ? ", and comes now" : "")}",
            asker.Author.Session);
        if (finish.Restart)
            await operations.PowerAsync(again: true, CancellationToken.None);
        return new Response.UpgradeReady(
            target.Name, receiver.Manifest.Version, receiver.Manifest.Release!.Value, receiver.Received, finish.Restart);
    }

    /// <exception cref="RefusedException">It is no time for a trial.</exception>
    private static TimeSpan TrialTime(Request.BeginUpgrade begin) => begin.TrialMinutes switch
    {
        null => TimeSpan.FromSeconds(Trial.UsualSeconds),
        >= 1 and <= 24 * 60 and var minutes => TimeSpan.FromMinutes(minutes),
        _ => throw new RefusedException("a trial has from 1 minute to a day", "for example --trial 10"),
    };

    /// <exception cref="RefusedException">It is not taken.</exception>
    private BundleHead Read(ReadOnlyMemory<byte> head)
    {
        try
        {
            return BundleHead.Read(head, keys.Read(), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        }
        catch (BundleException exception)
        {
            throw new RefusedException($"the bundle is not taken: {exception.Message}; nothing was changed", exception.Hint);
        }
    }

    /// <exception cref="RefusedException">Nobody knows what runs here.</exception>
    private DeviceFacts Device()
    {
        if (image.Read() is not { Image: not null, Board: { } board, Architecture: { } architecture } says)
            throw new RefusedException("this machine has no image of ours, so nobody knows which bundles are for it");
        var document = engine.Running.Content.Document;
        return new DeviceFacts(
            board, architecture, says.Release ?? 0, ConfigMigration.VersionOf(document) ?? ConfigMigration.Oldest);
    }

    private static string Named(BundleManifest manifest) => $"{manifest.Board} {manifest.Version}, release {manifest.Release}";
}
