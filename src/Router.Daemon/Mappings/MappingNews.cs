using Router.Wire.Upnp;

namespace Router.Daemon.Mappings;

/// <summary>
/// When everybody is told. A change ten times, each pause twice as long as the one before from a quarter of a second on (RFC 6886, 3.2.1;
/// RFC 6887, 14.1.3); a gateway device at once and then well before what was told is over. Pure: the time is a parameter.
/// </summary>
internal sealed class MappingNews
{
    private const int Times = 10;

    private static readonly TimeSpan
        FirstPause = TimeSpan.FromMilliseconds(250), BetweenNotices = TimeSpan.FromSeconds(SsdpText.Lifetime / 3);

    private TimeSpan? next;
    private TimeSpan notice, pause;
    private int left;

    /// <summary>The next time; the notice always has one.</summary>
    public TimeSpan? Due => next < notice ? next : notice;

    /// <summary>Something changed.</summary>
    public void Begin(TimeSpan now) => (next, pause, left, notice) = (now, FirstPause, Times, now);

    /// <summary>True: a change is to be told now.</summary>
    public bool TakeChange(TimeSpan now)
    {
        if (next is null || next > now)
            return false;
        next = --left > 0 ? now + pause : null;
        pause *= 2;
        return true;
    }

    /// <summary>True: the device is to be told of now.</summary>
    public bool TakeNotice(TimeSpan now)
    {
        if (notice > now)
            return false;
        notice = now + BetweenNotices;
        return true;
    }
}
