using Router.Mesh.Events;

namespace Router.Mesh.Client;

/// <summary>A hub's DNS name: asked for with growing pauses until it leads somewhere, and then each five minutes.</summary>
internal sealed class HubName(string name)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);

    private TimeSpan pause = HubClient.FirstRetry;
    private TimeSpan? asked;

    public TimeSpan? Deadline { get; private set; }

    /// <summary>Asks, but not again within 5 s unless its own time has come.</summary>
    public void Ask(TimeSpan now, List<MeshEffect> effects)
    {
        if (asked is { } last && now - last < Shortest && now < Deadline)
            return;
        asked = now;
        Deadline = now + pause;
        pause = pause * 2 > HubClient.LongestRetry ? HubClient.LongestRetry : pause * 2;
        effects.Add(new MeshEffect.Resolve(name));
    }

    public void Answered(bool useful, TimeSpan now)
    {
        if (!useful)
            return;
        pause = HubClient.FirstRetry;
        Deadline = now + Interval;
    }

    public void Stop() => Deadline = null;
}
