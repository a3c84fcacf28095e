using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Client;

/// <summary>
/// Which hub is used: the one of lowest priority value that is registered. A hub that comes back is trusted again once it held
/// for twenty seconds: a flapping one does not take all traffic with it each time, and meanwhile the other spokes are registered there
/// as well (none waits longer than <see cref="HubClient.LongestRetry"/>), so that it knows the way to all of them.
/// </summary>
internal sealed class HubChoice(List<HubClient> hubs)
{
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(20);

    private IPAddress? told;

    public HubClient? Preferred { get; private set; }

    public TimeSpan? NextDeadline { get; private set; }

    public void Review(TimeSpan now, List<MeshEffect> effects)
    {
        NextDeadline = null;
        var best = Best(HubState.Registered) ?? Best(HubState.Silent);
        if (best == Preferred && Equals(best?.Overlay, told))
            return;
        if (best is not null && best != Preferred && Preferred?.State == HubState.Registered && best.Since + Trial > now)
        {
            NextDeadline = best.Since + Trial;
            return;
        }
        Preferred = best;
        told = best?.Overlay;
        effects.Add(new MeshEffect.PreferHub(told));
    }

    private HubClient? Best(HubState state)
    {
        HubClient? best = null;
        foreach (var hub in hubs)
        {
            if (hub.State == state && (best is null || hub.Priority < best.Priority))
                best = hub;
        }
        return best;
    }
}
