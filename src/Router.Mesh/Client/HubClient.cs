using System.Net;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>
/// Registration at one hub (RFC 2332, 5.2.3). A retry keeps its request ID; pauses double from 1 s to 64 s; a registration is
/// renewed at a third of its holding time, and lost when nothing renewed it until its end.
/// </summary>
public sealed class HubClient
{
    internal static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(64);

    private readonly MeshIdentity identity;
    private readonly HubSettings hub;
    private uint requestId;
    private TimeSpan pause = FirstRetry;
    private TimeSpan expires;

    internal HubClient(MeshIdentity identity, HubSettings hub)
    {
        this.identity = identity;
        this.hub = hub;
        Overlay = hub.Overlay;
    }

    public HubState State { get; private set; }

    /// <summary>Since when it is in this state.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>Why it is in this state, for people.</summary>
    public string Reason { get; private set; } = "not started";

    public IPAddress Nbma => hub.Nbma;

    /// <summary>Learned from the first reply where the settings do not say it.</summary>
    public IPAddress? Overlay { get; private set; }

    internal TimeSpan? NextDeadline { get; private set; }

    internal IEnumerable<MeshEffect> Start(TimeSpan now)
    {
        if (Overlay is not null)
            yield return new MeshEffect.SetNeighbour(Overlay, Nbma);
        pause = FirstRetry;
        Become(HubState.Registering, "asking for the first time", now);
        yield return Request(now);
    }

    internal IEnumerable<MeshEffect> Elapse(TimeSpan now)
    {
        if (NextDeadline is not { } deadline || deadline > now)
            yield break;
        if (State == HubState.Registered && now < expires)
        {
            // The renewal goes out while the registration still holds: packets keep their way meanwhile.
            if (requestId == 0)
                pause = FirstRetry;
            yield return Request(now);
            yield break;
        }
        if (State == HubState.Registered)
        {
            Become(HubState.Registering, "the hub stopped answering", now);
            yield return new MeshEffect.Tell($"hub {Nbma}", Reason);
        }
        yield return Request(now);
    }

    /// <summary>Takes a registration reply; false when it answers none of ours.</summary>
    internal bool TryHandle(NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (requestId == 0 || reply.RequestId != requestId || !identity.Overlay.Equals(reply.Source) || reply.Destination is null)
            return false;
        requestId = 0;
        var code = reply.Entries.Count > 0 ? reply.Entries[0].Code : NhrpCode.Success;
        if (code != NhrpCode.Success)
        {
            Refuse(code, now, effects);
            return true;
        }
        identity.PublicNbma = reply.Find(NhrpExtensionType.NatAddress)?.Entries.LastOrDefault(e => identity.Overlay.Equals(e.Protocol))?.Nbma ?? identity.Settings.Nbma;
        if (!reply.Destination.Equals(Overlay))
        {
            Overlay = reply.Destination;
            effects.Add(new MeshEffect.SetNeighbour(Overlay, Nbma));
        }
        if (State != HubState.Registered)
        {
            Become(HubState.Registered, "the hub answered", now);
            effects.Add(new MeshEffect.Tell($"hub {Nbma}", identity.NatEntries.Count == 0 ? "registered" : $"registered, seen as {identity.PublicNbma}"));
        }
        var holding = TimeSpan.FromSeconds(identity.HoldingSeconds);
        pause = FirstRetry;
        expires = now + holding;
        NextDeadline = now + (holding / 3);
        return true;
    }

    /// <summary>Takes the registration back (RFC 2332, 5.2.5), without waiting for an answer.</summary>
    internal IEnumerable<MeshEffect> Stop(TimeSpan now)
    {
        if (State == HubState.Registered && Overlay is not null)
        {
            yield return new MeshEffect.Send(Nbma, identity.Packet(NhrpPacketType.PurgeRequest, identity.Overlay, identity.Settings.Nbma, Overlay) with
            {
                Flags = NhrpFlags.PurgeNoReply,
                RequestId = identity.NextRequestId(),
                Entries = [new NhrpCie { PrefixLength = identity.HostPrefix, Protocol = identity.Overlay }],
                Extensions = identity.RequestExtensions([]),
            });
        }
        Become(HubState.Idle, "stopped", now);
        NextDeadline = null;
    }

    private void Refuse(NhrpCode code, TimeSpan now, List<MeshEffect> effects)
    {
        Become(HubState.Refused, $"the hub refused: {code}", now);
        effects.Add(new MeshEffect.Tell($"hub {Nbma}", Reason));
        pause = LongestRetry;
        NextDeadline = now + LongestRetry;
    }

    private MeshEffect.Send Request(TimeSpan now)
    {
        if (requestId == 0)
            requestId = identity.NextRequestId();
        NextDeadline = State == HubState.Registered && now + pause > expires ? expires : now + pause;
        pause = pause * 2 > LongestRetry ? LongestRetry : pause * 2;
        var unique = identity.Settings.Unique;
        var natEntry = new NhrpCie { PrefixLength = identity.HostPrefix, Nbma = Nbma, Protocol = Overlay ?? NoAddress };
        return new MeshEffect.Send(Nbma, identity.Packet(NhrpPacketType.RegistrationRequest, identity.Overlay, identity.Settings.Nbma, hub.Overlay ?? identity.Overlay) with
        {
            HopCount = 1,
            Flags = NhrpFlags.NatSupported | (unique ? NhrpFlags.RegistrationUnique : NhrpFlags.None),
            RequestId = requestId,
            Entries = [new NhrpCie { PrefixLength = unique ? byte.MaxValue : identity.HostPrefix, HoldingTime = identity.HoldingSeconds }],
            Extensions = identity.RequestExtensions([natEntry]),
        });
    }

    private IPAddress NoAddress => identity.Settings.Overlay.IsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    private void Become(HubState state, string reason, TimeSpan now)
    {
        if (State != state)
            Since = now;
        State = state;
        Reason = reason;
    }
}
