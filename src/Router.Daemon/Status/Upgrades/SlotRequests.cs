using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Upgrades;

namespace Router.Daemon.Status.Upgrades;

/// <summary>The images in the slots, and the trial of one.</summary>
internal sealed class SlotRequests(
    DeviceSlots device, TrialKeeper trials, SlotWatch watch, BootPartition boot, SlotPartitions partitions, UpgradeFiles files,
    ImageFacts image, IOperations operations) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowSlots>(async (_, _) => new Response.Slots(await SlotsAsync())),
        Handler.Of<Request.ShowUpgrade>((_, _) => Upgrade()),
        Handler.Logged<Request.VerifyImage>((_, _) => VerifyAsync()),
        Handler.Logged<Request.RollbackImage>((_, asker) => RollBackAsync(asker)),
    ];

    private async Task<IReadOnlyList<SlotStatus>> SlotsAsync()
    {
        if (partitions.Running is not { } running || await boot.EnvironmentAsync(CancellationToken.None) is not { } environment)
            return [];
        var next = environment.GetValueOrDefault("slot", "a");
        var says = image.Read();
        var slots = new List<SlotStatus>();
        foreach (var name in (string[])["a", "b"])
        {
            var runs = name == running;
            var (state, reason) = await StateAsync(name, runs);
            var known = files.Image(name);
            slots.Add(new SlotStatus(
                name, runs, name == next, state != "empty", known?.Version ?? (runs ? says.Image : null),
                known?.Release ?? (runs ? says.Release : null), state, reason));
        }
        return slots;
    }

    private async Task<(string State, string? Reason)> StateAsync(string name, bool runs)
    {
        if (runs && watch.IsDamaged)
            return ("damaged", "a block is not what was signed");
        if (trials.Failed is { } failed && failed.Slot == name)
            return ("damaged", failed.Reason);
        if (files.Trial?.Slot == name)
            return ("trial", null);
        if (!await boot.CanStartAsync(name, CancellationToken.None))
            return ("empty", null);
        return files.Last is { IsKept: false } last && last.Trial.Slot == name && !runs
            ? ("returned", string.Join("; ", last.Reasons))
            : ("good", null);
    }

    private Response.Upgrade Upgrade()
    {
        var trial = files.Trial;
        return new Response.Upgrade(
            trial?.Slot, trial?.Version, trials.SecondsLeft, trials.WaitsFor, files.Last is { } last ? Last(last) : null);
    }

    private static LastUpgrade Last(TrialOutcome last) => new(
        last.Trial.Slot, last.Trial.Version, last.Trial.FromVersion, last.Trial.By, last.At, last.IsKept, last.Reasons);

    private async Task<Response> VerifyAsync()
    {
        if (partitions.Running is not { } running)
            throw new RefusedException("this machine does not run from a slot", DeviceSlots.Flash);
        return await watch.VerifyAsync(running, CancellationToken.None)
            ? new Response.Done($"the image in slot {running} is whole")
            : throw new RefusedException(watch.Note ?? $"the image in slot {running} cannot be read", "upgrade, or rollback image");
    }

    private async Task<Response> RollBackAsync(Asker asker)
    {
        var known = await device.RollBackAsync(asker.Author, CancellationToken.None);
        await operations.PowerAsync(again: true, CancellationToken.None);
        return new Response.Done($"the router restarts with {known?.Version ?? "the other image"}, on trial");
    }
}
