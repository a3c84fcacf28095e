using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Client;

/// <summary>The hubs we register at, and which of them is used.</summary>
internal sealed class HubSet
{
    private readonly List<HubClient> hubs;
    private readonly HubChoice choice;

    public HubSet(List<HubClient> hubs)
    {
        this.hubs = hubs;
        choice = new HubChoice(hubs);
    }

    public IReadOnlyList<HubClient> All => hubs;

    public HubClient? Preferred => choice.Preferred;

    /// <summary>The one in use, if it answers at present.</summary>
    public HubClient? Answering => choice.Preferred is { State: HubState.Registered } hub ? hub : null;

    public TimeSpan? NextDeadline
    {
        get
        {
            var next = choice.NextDeadline;
            foreach (var hub in hubs)
                next = Deadline.Earlier(next, hub.NextDeadline);
            return next;
        }
    }

    public HubClient? At(IPAddress nbma)
    {
        foreach (var hub in hubs)
        {
            if (hub.IsAt(nbma))
                return hub;
        }
        return null;
    }

    public HubClient? WithOverlay(IPAddress overlay)
    {
        foreach (var hub in hubs)
        {
            if (overlay.Equals(hub.Overlay))
                return hub;
        }
        return null;
    }

    public void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        foreach (var hub in hubs)
            hub.Elapse(now, effects);
    }

    /// <summary>After anything that may have changed a hub's state.</summary>
    public void Review(TimeSpan now, List<MeshEffect> effects)
    {
        if (hubs.Count > 0)
            choice.Review(now, effects);
    }
}
