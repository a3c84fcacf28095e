using System.Net;

namespace Router.Mesh.Client;

/// <summary>A destination that is being resolved, or that could not be. Since when it is in its state, and why.</summary>
public sealed class Resolution
{
    internal Resolution(IPAddress destination, IPAddress target, uint requestId, Shortcut? renews = null)
    {
        Destination = destination;
        Target = target;
        RequestId = requestId;
        Renews = renews;
    }

    public IPAddress Destination { get; }

    public ResolutionState State { get; private set; }

    public TimeSpan Since { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>The underlay address that is asked: a hub, or the peer of a shortcut.</summary>
    internal IPAddress Target { get; set; }

    internal uint RequestId { get; set; }

    internal int Attempts { get; set; }

    internal Shortcut? Renews { get; }

    /// <summary>What was answered, while it waits for IPsec or for the probe.</summary>
    internal Shortcut? Candidate { get; set; }

    internal void Become(ResolutionState state, string reason, TimeSpan now)
    {
        State = state;
        Reason = reason;
        Since = now;
    }
}
