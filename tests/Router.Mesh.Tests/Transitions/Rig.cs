using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Mesh.Machine;
using Router.Mesh.Tests.Network;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests.Transitions;

/// <summary>One machine, a clock, and what it did last.</summary>
internal sealed class Rig(MeshSettings settings, params (string Prefix, string? Via)[] routes)
{
    public static readonly IPAddress Hub = IPAddress.Parse("10.0.0.1");
    public static readonly IPAddress HubOverlay = IPAddress.Parse("10.255.0.1");
    public static readonly IPAddress Peer = IPAddress.Parse("10.0.1.3");
    public static readonly IPAddress PeerOverlay = IPAddress.Parse("10.255.1.3");
    public static readonly IPAddress Other = IPAddress.Parse("10.0.1.66");
    public static readonly IPNetwork BehindPeer = IPNetwork.Parse("10.128.3.0/24");
    public static readonly IPAddress Destination = IPAddress.Parse("10.128.3.1");

    public MeshMachine Machine { get; } = new(settings, new FixedRoutes(routes));

    public TimeSpan Now { get; set; }

    public List<MeshEffect> Effects { get; } = [];

    private NhrpPacket? LastRequest { get; set; }

    public static MeshSettings Spoke => new()
    {
        Nbma = IPAddress.Parse("10.0.1.2"),
        Overlay = new InterfaceAddress(IPAddress.Parse("10.255.1.2"), 16),
        HoldingTime = TimeSpan.FromSeconds(60),
        Hubs = [new HubSettings(Hub)],
        Unique = false,
    };

    public Rig Tell(MeshEvent happened)
    {
        var effects = Machine.Handle(happened, Now);
        Effects.AddRange(effects);
        LastRequest = effects.OfType<MeshEffect.Send>().Select(s => s.Packet)
            .LastOrDefault(p => p.Type is NhrpPacketType.RegistrationRequest or NhrpPacketType.ResolutionRequest) ?? LastRequest;
        return this;
    }

    /// <summary>Its next deadline comes.</summary>
    public Rig Elapse()
    {
        Now = Machine.NextDeadline ?? Now;
        return Tell(new MeshEvent.Elapsed());
    }

    public Rig Wait(double seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        while (Machine.NextDeadline <= end)
            Elapse();
        Now = end;
        return this;
    }

    public Rig Receive(IPAddress from, NhrpPacket packet) => Tell(new MeshEvent.Received(from, packet));

    /// <summary>The hub's answer to the last registration.</summary>
    public Rig HubAnswers(NhrpCode code = NhrpCode.Success, uint wrongBy = 0) => Receive(Hub, new NhrpPacket
    {
        Type = NhrpPacketType.RegistrationReply,
        RequestId = (LastRequest?.RequestId ?? 0) + wrongBy,
        Source = IPAddress.Parse("10.255.1.2"),
        SourceNbma = IPAddress.Parse("10.0.1.2"),
        Destination = HubOverlay,
        Entries = [new NhrpCie { Code = code }],
    });

    /// <summary>The peer's answer to the last resolution request, through the hub.</summary>
    public Rig PeerAnswers(NhrpCode code = NhrpCode.Success, IPAddress? nbma = null, string? publicNbma = null, uint wrongBy = 0) =>
        Receive(Hub, new NhrpPacket
        {
            Type = NhrpPacketType.ResolutionReply,
            RequestId = (LastRequest?.RequestId ?? 0) + wrongBy,
            Source = IPAddress.Parse("10.255.1.2"),
            SourceNbma = IPAddress.Parse("10.0.1.2"),
            Destination = LastRequest?.Destination ?? Destination,
            Entries = [code == NhrpCode.Success
                ? new NhrpCie { PrefixLength = 24, HoldingTime = 60, Nbma = nbma ?? Peer, Protocol = PeerOverlay }
                : new NhrpCie { Code = code }],
            Extensions = publicNbma is null ? [] :
                [new NhrpExtension(NhrpExtensionType.NatAddress, false)
                {
                    Entries = [new NhrpCie { Nbma = IPAddress.Parse(publicNbma), Protocol = PeerOverlay }]
                }],
        });

    public Rig Indicated(string destination = "10.128.3.1") => Receive(Hub, new NhrpPacket
    {
        Type = NhrpPacketType.TrafficIndication,
        Source = HubOverlay,
        SourceNbma = Hub,
        Destination = IPAddress.Parse("10.128.2.1"),
        Offending = Meshes.Head("10.128.2.1", destination),
        Extensions = null,
    });

    /// <summary>A purge of an overlay address, without a reply.</summary>
    public Rig Purged(IPAddress from, string overlay) => Receive(from, new NhrpPacket
    {
        Type = NhrpPacketType.PurgeRequest,
        Flags = NhrpFlags.PurgeNoReply,
        Source = HubOverlay,
        SourceNbma = from,
        Destination = IPAddress.Parse("10.255.1.2"),
        Entries = [new NhrpCie { PrefixLength = 32, Protocol = IPAddress.Parse(overlay) }],
    });

    /// <summary>A registration as a spoke sends it.</summary>
    public Rig Registers(IPAddress from, uint id, bool unique = true, IPAddress? claimed = null, string overlay = "10.255.1.3") =>
        Receive(from, new NhrpPacket
        {
            Type = NhrpPacketType.RegistrationRequest,
            Flags = unique ? NhrpFlags.RegistrationUnique : NhrpFlags.None,
            RequestId = id,
            Source = IPAddress.Parse(overlay),
            SourceNbma = claimed ?? from,
            Destination = HubOverlay,
            Entries = [new NhrpCie { PrefixLength = 255, HoldingTime = 60 }],
            Extensions = settings.Authentication is null ? [] : [.. new NhrpAuthentication(settings.Authentication).Extensions()],
        });
}
