using System.Net;
using Router.Documents;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>
/// Registration at one hub (RFC 2332, 5.2.3). A retry keeps its request ID; pauses double from 1 s to 16 s, so that a hub that comes back
/// has its spokes again within seconds; a registration is renewed in good time, and lost when nothing renewed it until its end.
/// </summary>
public sealed class HubClient
{
    internal static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan FirstAfterRefusal = TimeSpan.FromSeconds(4);
    private const int UnansweredUntilSilent = 3;
    private const int UnansweredUntilLookup = 2;
    private const int UnansweredUntilSecuredAnew = 4;

    private readonly MeshIdentity identity;
    private readonly PeerSecurity security;
    private readonly HubSettings hub;
    private readonly HubName? name;
    private uint requestId;
    private uint registeredId;
    private int unanswered;
    private TimeSpan pause = FirstRetry;
    private TimeSpan expires;
    private TimeSpan? deadline;

    internal HubClient(MeshIdentity identity, PeerSecurity security, HubSettings hub)
    {
        this.identity = identity;
        this.security = security;
        this.hub = hub;
        name = hub.Name is null ? null : new HubName(hub.Name);
        Nbma = hub.Nbma;
        Overlay = hub.Overlay;
    }

    public HubState State { get; private set; }

    /// <summary>Since when it is in this state.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>Why it is in this state, for people.</summary>
    public string Reason { get; private set; } = "not started";

    public string? Name => hub.Name;

    public int Priority => hub.Priority;

    /// <summary>Null until its name was resolved.</summary>
    public IPAddress? Nbma { get; private set; }

    /// <summary>Learned from the first reply where the settings do not say it.</summary>
    public IPAddress? Overlay { get; private set; }

    /// <summary>Others may send through it: the registration holds.</summary>
    public bool IsUsable => State is HubState.Registered or HubState.Silent;

    internal TimeSpan? NextDeadline => Deadline.Earlier(deadline, name?.Deadline);

    private string Subject => $"hub {hub.Name ?? Nbma?.ToString()}";

    internal bool IsAt(IPAddress nbma) => nbma.Equals(Nbma);

    internal void Start(TimeSpan now, List<MeshEffect> effects)
    {
        name?.Ask(now, effects);
        Approach("asking for the first time", now, effects);
    }

    internal void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        if (name?.Deadline <= now)
            name.Ask(now, effects);
        if (deadline is not { } due || due > now)
            return;
        if (State == HubState.Securing)
        {
            effects.Add(security.Ask(Nbma!));
            deadline = now + Pause();
            AskAgainForName(now, effects);
            return;
        }
        if (IsUsable && now >= expires)
            Become(HubState.Registering, "the hub stopped answering", now, effects);
        if (requestId != 0)
            unanswered++;
        if (unanswered >= UnansweredUntilSilent && State == HubState.Registered)
            Become(HubState.Silent, $"{unanswered} renewals were not answered", now, effects);
        if (State == HubState.Registering && unanswered >= UnansweredUntilSecuredAnew && identity.Settings.Secured)
        {
            // The hub may have lost its half of the tunnel without our half knowing.
            security.Remove(Nbma!, null);
            effects.Add(new MeshEffect.Release(Nbma!));
            Approach("the hub does not answer through IPsec", now, effects);
            return;
        }
        if (State == HubState.Registering && unanswered > 0 && expires == TimeSpan.Zero)
            Reason = $"the hub did not answer {unanswered} {(unanswered == 1 ? "request" : "requests")}";
        AskAgainForName(now, effects);
        if (requestId == 0 && State == HubState.Registered)
            pause = FirstRetry;
        Request(now, effects);
    }

    internal void Resolved(ValueList<IPAddress> addresses, TimeSpan now, List<MeshEffect> effects)
    {
        var usable = addresses.Where(identity.IsUnderlay).ToList();
        name!.Answered(usable.Count > 0, now);
        if (usable.Count == 0)
        {
            if (State == HubState.Resolving)
                Become(HubState.Resolving, "the name leads nowhere", now, effects);
            return;
        }
        var current = Nbma is null ? -1 : usable.IndexOf(Nbma);
        // Of several addresses the next is tried where this one does not answer.
        if (State == HubState.Idle || (current >= 0 && (IsUsable || unanswered < UnansweredUntilLookup || usable.Count == 1)))
            return;
        if (Nbma is not null)
            security.Release(Nbma, effects);
        Nbma = usable[(current + 1) % usable.Count];
        Approach($"the name leads to {Nbma}", now, effects);
    }

    internal void Secured(TimeSpan now, List<MeshEffect> effects)
    {
        if (State == HubState.Securing)
            Register("IPsec is up", now, effects);
    }

    internal void Lost(string reason, TimeSpan now, List<MeshEffect> effects)
    {
        if (State is HubState.Idle or HubState.Resolving)
            return;
        if (State == HubState.Securing)
        {
            // The next attempt waits for its pause: an answer of "no" must not turn into a loop.
            Become(HubState.Securing, reason, now, effects);
            return;
        }
        Approach($"IPsec was lost: {reason}", now, effects);
    }

    /// <summary>The underlay is another one, or somebody wants it again: registers at once.</summary>
    internal void Restart(string reason, TimeSpan now, List<MeshEffect> effects)
    {
        if (State != HubState.Idle && Nbma is not null)
            Approach(reason, now, effects);
    }

    /// <summary>The hub says that our registration is gone: registers at once, but no oftener than once a second.</summary>
    internal void Forgotten(TimeSpan now, List<MeshEffect> effects)
    {
        if (IsUsable && now - Since >= FirstRetry)
            Register("the hub forgot us", now, effects);
    }

    /// <summary>Takes a registration reply; false when it answers none of ours.</summary>
    internal bool TryHandle(NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (requestId == 0 || reply.RequestId != requestId || !identity.Overlay.Equals(reply.Source) || reply.Destination is null
            || !identity.Contains(reply.Destination) || reply.Destination.Equals(identity.Overlay)
            || !security.MayHave(reply.Destination, Nbma!))
        {
            return false;
        }
        requestId = 0;
        unanswered = 0;
        var code = reply.Entries.Count > 0 ? reply.Entries[0].Code : NhrpCode.Success;
        if (code != NhrpCode.Success)
        {
            Refuse(code, now, effects);
            return true;
        }
        identity.PublicNbma = reply.Find(NhrpExtensionType.NatAddress)?.Entries
            .LastOrDefault(e => identity.Overlay.Equals(e.Protocol))?.Nbma
            ?? identity.Nbma;
        if (!reply.Destination.Equals(Overlay))
        {
            Overlay = reply.Destination;
            effects.Add(new MeshEffect.SetNeighbour(Overlay, Nbma!));
        }
        if (State != HubState.Registered)
            Become(
                HubState.Registered,
                identity.BehindNat ? $"the hub answered; it sees us as {identity.PublicNbma}" : "the hub answered",
                now,
                effects);
        registeredId = reply.RequestId;
        pause = FirstRetry;
        expires = now + identity.Holding;
        deadline = now + identity.Renewal;
        return true;
    }

    /// <summary>
    /// An error about the request that is open. It is not authenticated, so it changes what people read and nothing else.
    /// </summary>
    internal bool TryExplain(NhrpPacket error)
    {
        if (requestId == 0 || !NhrpPacket.TryPeek(error.Offending.Span, out var type, out var id)
            || type != NhrpPacketType.RegistrationRequest || id != requestId)
            return false;
        if (State == HubState.Registering)
            Reason = $"the hub reports an error: {error.ErrorCode}";
        return true;
    }

    /// <summary>
    /// Takes the registration back (RFC 2332, 5.2.5), without waiting for an answer. IOS wants the request ID of the registration.
    /// </summary>
    internal void Stop(TimeSpan now, List<MeshEffect> effects)
    {
        if (IsUsable)
            effects.Add(new MeshEffect.Send(Nbma!, identity.Purge(Overlay!, identity.Overlay) with { RequestId = registeredId }));
        if (Nbma is not null)
            security.Release(Nbma, effects);
        Become(HubState.Idle, "stopped", now, effects);
        deadline = null;
        requestId = 0;
        name?.Stop();
    }

    private void Approach(string reason, TimeSpan now, List<MeshEffect> effects)
    {
        pause = FirstRetry;
        requestId = 0;
        if (Nbma is null)
        {
            Become(HubState.Resolving, reason, now, effects);
            return;
        }
        if (Overlay is not null)
            effects.Add(new MeshEffect.SetNeighbour(Overlay, Nbma));
        if (security.Admits(Nbma))
        {
            Register(reason, now, effects);
            return;
        }
        Become(HubState.Securing, reason, now, effects);
        effects.Add(security.Ask(Nbma));
        deadline = now + Pause();
    }

    private void Register(string reason, TimeSpan now, List<MeshEffect> effects)
    {
        pause = FirstRetry;
        requestId = 0;
        unanswered = 0;
        Become(HubState.Registering, reason, now, effects);
        Request(now, effects);
    }

    private void Refuse(NhrpCode code, TimeSpan now, List<MeshEffect> effects)
    {
        if (State != HubState.Refused)
            pause = FirstAfterRefusal;
        Become(HubState.Refused, $"the hub refused: {code}", now, effects);
        deadline = now + Pause();
    }

    private void Request(TimeSpan now, List<MeshEffect> effects)
    {
        if (requestId == 0)
            requestId = identity.NextRequestId();
        var next = now + Pause();
        deadline = IsUsable && next > expires ? expires : next;
        effects.Add(new MeshEffect.Send(Nbma!, identity.Registration(Nbma!, Overlay, hub.Overlay ?? identity.Overlay, requestId)));
    }

    /// <summary>A hub that does not answer may have moved.</summary>
    private void AskAgainForName(TimeSpan now, List<MeshEffect> effects)
    {
        if (unanswered >= UnansweredUntilLookup || State == HubState.Securing)
            name?.Ask(now, effects);
    }

    private TimeSpan Pause()
    {
        var current = pause;
        pause = pause * 2 > LongestRetry ? LongestRetry : pause * 2;
        return current;
    }

    private void Become(HubState state, string reason, TimeSpan now, List<MeshEffect> effects)
    {
        if (State != state)
        {
            Since = now;
            if (state is not (HubState.Registering or HubState.Securing or HubState.Resolving) || IsUsable)
                effects.Add(new MeshEffect.Tell(Subject, $"{state}: {reason}"));
        }
        State = state;
        Reason = reason;
    }
}
