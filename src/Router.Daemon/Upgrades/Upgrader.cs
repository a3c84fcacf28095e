using Router.Bundles;
using Router.Bundles.Format;
using Router.Bundles.Receiving;
using Router.Daemon.Engine;

namespace Router.Daemon.Upgrades;

/// <summary>The upgrade that is under way: one at a time, and it is the connection's that began it.</summary>
internal sealed class Upgrader(ISlots slots, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private volatile Current? current;

    /// <summary>Whose it is and since when; null: none is under way.</summary>
    public string? Who => current is { } at ? $"{at.By.User} ({at.By.Origin}) upgrades this router since {at.Since:HH:mm:ss}" : null;

    /// <summary>Begins, or begins again on the same connection; what was written before is kept.</summary>
    /// <exception cref="RefusedException">The bundle is not taken; nothing was touched.</exception>
    /// <exception cref="BusyException">Somebody else upgrades.</exception>
    public Task<(ISlotTarget Target, BundleReceiver Receiver)> BeginAsync(
        BundleHead head, DeviceFacts device, bool olderToo, TimeSpan trial, Author by)
    {
        // Who is not first is told so at once, and not when the other's turn is over.
        RequireFree(by);
        return InTurnAsync(() => Begin(head, device, olderToo, trial, by));
    }

    /// <param name="at">Bytes that were sent before.</param>
    /// <param name="bytes">The next of those that are wanted.</param>
    /// <param name="by">Who began.</param>
    /// <exception cref="RefusedException">They are not what was signed, or not next.</exception>
    public Task<BundleReceiver> TakeAsync(long at, ReadOnlyMemory<byte> bytes, Author by) => InTurnAsync(() =>
    {
        var receiver = Mine(by).Receiver;
        if (at != receiver.Received)
            throw new RefusedException($"{receiver.Received} bytes came so far, and these are for {at}", "begin the upgrade again");
        receiver.Take(bytes.Span);
        return receiver;
    });

    /// <summary>Verifies and arms; the upgrade is over, whatever comes of it.</summary>
    /// <exception cref="RefusedException">It is not what was signed, or not all of it.</exception>
    public Task<(ISlotTarget Target, BundleReceiver Receiver)> FinishAsync(Author by) => InTurnAsync(() =>
    {
        var mine = Mine(by);
        try
        {
            mine.Receiver.Finish(CancellationToken.None);
            return (mine.Target, mine.Receiver);
        }
        finally
        {
            End();
        }
    });

    /// <summary>A connection is gone, and its upgrade with it; what was written stays for the next one.</summary>
    public async Task LeaveAsync(string session)
    {
        // All that is asked over a connection is answered before it goes, so what is not its own now never is.
        if (current?.By.Session != session)
            return;
        await turn.WaitAsync();
        if (current?.By.Session == session)
            End();
        turn.Release();
    }

    public void Dispose()
    {
        End();
        turn.Dispose();
    }

    private (ISlotTarget Target, BundleReceiver Receiver) Begin(
        BundleHead head, DeviceFacts device, bool olderToo, TimeSpan trial, Author by)
    {
        RequireFree(by);
        End();
        var target = slots.OpenTarget(by, trial);
        try
        {
            var receiver = new BundleReceiver(head, target, device, olderToo);
            current = new Current(by, time.GetLocalNow(), target, receiver);
            receiver.Prepare(slots.Running, CancellationToken.None);
            return (target, receiver);
        }
        catch
        {
            current = null;
            (target as IDisposable)?.Dispose();
            throw;
        }
    }

    private void RequireFree(Author by)
    {
        if (current is { } other && other.By.Session != by.Session)
            throw new BusyException(Who!, "wait until it is done, or end their session: show users, disconnect ID");
    }

    private Current Mine(Author by) => current is { } mine && mine.By.Session == by.Session
        ? mine
        : throw new RefusedException("no upgrade was begun over this connection", "upgrade FILE begins one");

    private void End()
    {
        (current?.Target as IDisposable)?.Dispose();
        current = null;
    }

    /// <summary>Away from the loop that reads requests: hashing and writing take seconds.</summary>
    private async Task<T> InTurnAsync<T>(Func<T> work)
    {
        await turn.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        catch (BundleException exception)
        {
            throw new RefusedException($"the bundle is not taken: {exception.Message}", exception.Hint);
        }
        finally
        {
            turn.Release();
        }
    }

    private sealed record Current(Author By, DateTimeOffset Since, ISlotTarget Target, BundleReceiver Receiver);
}
