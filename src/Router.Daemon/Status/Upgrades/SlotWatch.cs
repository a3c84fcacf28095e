using Microsoft.Extensions.Logging;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Linux.Edges.Blocks;

namespace Router.Daemon.Status.Upgrades;

/// <summary>
/// Looks whether the kernel found a changed block in the slot that runs: told, and from then on the other slot starts, if its image was not
/// refused itself.
/// </summary>
internal sealed class SlotWatch(
    BootPartition boot, SlotPartitions slots, UpgradeFiles files, ConfigurationEngine engine, EventHub events, TimeProvider time,
    ILogger<SlotWatch> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private volatile bool isDamaged;

    /// <summary>A block of what runs is not what was signed.</summary>
    public bool IsDamaged => isDamaged;

    /// <summary>For whoever looks what runs; null: there is nothing to tell.</summary>
    public string? Note => !isDamaged ? null
        : $"the image in slot {slots.Running} is damaged: programs may fail to start; upgrade, or restart with the other slot";

    public async Task RunAsync(CancellationToken stopping)
    {
        if (slots.Running is not { } running)
            return;
        await engine.Booted.WaitAsync(stopping);
        for (; !isDamaged && VerityStatus.IsCorrupted(SlotPartitions.MappedName) is { } corrupted; await Task.Delay(Pause, time, stopping))
        {
            if (corrupted)
                await LeaveAsync(running, stopping);
        }
    }

    /// <summary>Reads all of what runs; false: a block of it is not what was signed.</summary>
    public async Task<bool> VerifyAsync(string running, CancellationToken stopping)
    {
        var isWhole = await Task.Run(ReadAll, stopping);
        if (!isWhole && !isDamaged)
            await LeaveAsync(running, stopping);
        return isWhole;
    }

    private static bool ReadAll()
    {
        try
        {
            using var root = BlockDevice.Open(SlotPartitions.MappedRoot, writable: false);
            // What was read before is not read from the disk.
            root.Flush();
            var buffer = new byte[1 << 20];
            for (var at = 0L; at < root.Length; at += buffer.Length)
                root.Read(at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, root.Length - at)));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task LeaveAsync(string running, CancellationToken stopping)
    {
        isDamaged = true;
        var other = SlotPartitions.Other(running);
        var refused = files.Last is { IsKept: false } last && last.Trial.Slot == other;
        var gives = !refused && await boot.CanStartAsync(other, stopping);
        if (gives)
            await boot.SetAsync(stopping, $"slot={other}", "try=", $"failed={running}:damaged");
        var what = $"a block of the image in slot {running} is not what was signed; "
            + (gives ? $"slot {other} starts at the next boot" : "there is no other image that could start: upgrade");
        log.UpgradeEnded(what);
        events.Publish(TrialKeeper.Subject, what);
    }
}
