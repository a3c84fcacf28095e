using System.Net;
using Router.Wire.Nhrp;

namespace Router.Mesh;

/// <summary>Who we are, in the forms that packets want.</summary>
internal sealed class MeshIdentity
{
    public const byte OwnHopCount = 64;
    private const int LongestRenewal = 60;
    public ushort AddressFamily { get; }

    public ushort ProtocolType { get; }

    private readonly System.Net.IPNetwork network;
    private uint nextRequestId;

    /// <summary>Every answer carries it: made once for each underlay address of ours.</summary>
    private NhrpExtension responder;

    public MeshIdentity(MeshSettings settings)
    {
        Settings = settings;
        Authentication = new NhrpAuthentication(settings.Authentication);
        HoldingSeconds = (ushort)Math.Clamp(settings.HoldingTime.TotalSeconds, 1, ushort.MaxValue);
        Nbma = PublicNbma = settings.Nbma;
        nextRequestId = settings.FirstRequestId;
        network = settings.Overlay.Network;
        responder = Responder();
        AddressFamily = (ushort)(settings.Nbma.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? 2 : 1);
        ProtocolType = (ushort)(settings.Overlay.IsIPv6 ? 0x86DD : 0x0800);
    }

    public MeshSettings Settings { get; }

    public NhrpAuthentication Authentication { get; }

    public IPAddress Overlay => Settings.Overlay.Address;

    public ushort HoldingSeconds { get; }

    public TimeSpan Renewal =>
        Settings.Renewal ?? (HoldingSeconds > 3 * LongestRenewal ? TimeSpan.FromSeconds(LongestRenewal) : Holding / 3);

    public TimeSpan Holding => TimeSpan.FromSeconds(HoldingSeconds);

    /// <summary>Ours as it stands in responder and transit records: no prefix length, as FRR and IOS write it.</summary>
    public NhrpCie Record => responder.Entries[0];

    /// <summary>Our address on the underlay: the settings' one until another was given.</summary>
    public IPAddress Nbma { get; private set; }

    /// <summary>Where the hubs see us; our own address until one said something else.</summary>
    public IPAddress PublicNbma { get; set; }

    public bool BehindNat => !PublicNbma.Equals(Nbma);

    /// <summary>Behind a NAT: the entry that tells others how to reach us; else nothing.</summary>
    public IReadOnlyList<NhrpCie> NatEntries =>
        BehindNat ? [new NhrpCie { PrefixLength = HostPrefix, Nbma = PublicNbma, Protocol = Overlay }] : [];

    public uint NextRequestId()
    {
        // 0 says "none asked" where one is remembered.
        if (nextRequestId == 0)
            nextRequestId = 1;
        return nextRequestId++;
    }

    public bool Contains(IPAddress overlay) =>
        overlay.AddressFamily == Overlay.AddressFamily && network.Contains(overlay);

    public bool IsUnderlay(IPAddress nbma) => nbma.AddressFamily == Nbma.AddressFamily;

    public void Move(IPAddress nbma)
    {
        Nbma = PublicNbma = nbma;
        responder = Responder();
    }

    /// <summary>The length of a prefix that is one host: 32, or 128.</summary>
    public byte HostPrefix => (byte)(Settings.Overlay.IsIPv6 ? 128 : 32);

    public NhrpPacket Packet(NhrpPacketType type, IPAddress source, IPAddress sourceNbma, IPAddress destination) => new()
    {
        Type = type,
        AddressFamily = AddressFamily,
        ProtocolType = ProtocolType,
        HopCount = OwnHopCount,
        SourceNbma = sourceNbma,
        Source = source,
        Destination = destination,
    };

    /// <summary>From us, with the extensions of a request that is answered with records of its way, and then authentication.</summary>
    public NhrpPacket Request(NhrpPacketType type, IPAddress destination, IReadOnlyList<NhrpCie> natAddresses) =>
        Packet(type, Overlay, Nbma, destination) with
        {
            Extensions =
            [
                new(NhrpExtensionType.ForwardTransitRecord, true),
                new(NhrpExtensionType.ReverseTransitRecord, true),
                new(NhrpExtensionType.ResponderAddress, true),
                new(NhrpExtensionType.NatAddress, false) { Entries = natAddresses },
                .. Authentication.Extensions(),
            ],
        };

    /// <summary>A purge of overlay addresses that wants no reply.</summary>
    public NhrpPacket Purge(IPAddress to, IPAddress overlay) => Request(NhrpPacketType.PurgeRequest, to, []) with
    {
        Flags = NhrpFlags.PurgeNoReply,
        RequestId = NextRequestId(),
        Entries = [new NhrpCie { PrefixLength = HostPrefix, Protocol = overlay }],
    };

    /// <summary>
    /// Our registration at a hub. <paramref name="hubOverlay"/> null: not known yet; <paramref name="destination"/> is ours where the
    /// settings do not say the hub's, and the reply says it.
    /// </summary>
    public NhrpPacket Registration(IPAddress hubNbma, IPAddress? hubOverlay, IPAddress destination, uint requestId)
    {
        var nobody = Settings.Overlay.IsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        return Request(
            NhrpPacketType.RegistrationRequest,
            destination,
            [new NhrpCie { PrefixLength = HostPrefix, Nbma = hubNbma, Protocol = hubOverlay ?? nobody }]) with
        {
            HopCount = 1,
            Flags = NhrpFlags.NatSupported | (Settings.Unique ? NhrpFlags.RegistrationUnique : NhrpFlags.None),
            RequestId = requestId,
            Entries = [new NhrpCie
            {
                PrefixLength = Settings.Unique ? byte.MaxValue : HostPrefix,
                Mtu = Settings.Mtu,
                HoldingTime = HoldingSeconds
            }],
        };
    }

    /// <summary>A request for who has a destination.</summary>
    public NhrpPacket Resolution(IPAddress destination, uint requestId) =>
        Request(NhrpPacketType.ResolutionRequest, destination, NatEntries) with
        {
            Flags = NhrpFlags.ResolutionRouter | NhrpFlags.ResolutionAuthoritative
                | NhrpFlags.ResolutionSourceStable | NhrpFlags.NatSupported,
            RequestId = requestId,
            Entries = [new NhrpCie { PrefixLength = HostPrefix, Mtu = Settings.Mtu, HoldingTime = HoldingSeconds }],
        };

    /// <summary>
    /// The extensions of a request as its answer carries them: the responder's record filled in, and of the NAT addresses what
    /// <paramref name="natAddresses"/> makes of those that came.
    /// </summary>
    public IReadOnlyList<NhrpExtension>? AnswerExtensions(
        NhrpPacket request, Func<IReadOnlyList<NhrpCie>, IReadOnlyList<NhrpCie>> natAddresses)
    {
        if (request.Extensions is not { } asked)
            return null;
        var answer = new NhrpExtension[asked.Count];
        for (var i = 0; i < answer.Length; i++)
        {
            answer[i] = asked[i].Type switch
            {
                NhrpExtensionType.ResponderAddress =>
                    responder.Compulsory == asked[i].Compulsory ? responder : asked[i] with { Entries = responder.Entries },
                NhrpExtensionType.NatAddress => WithEntries(asked[i], natAddresses(asked[i].Entries)),
                _ => asked[i],
            };
        }
        return answer;
    }

    private static NhrpExtension WithEntries(NhrpExtension extension, IReadOnlyList<NhrpCie> entries) =>
        ReferenceEquals(extension.Entries, entries) ? extension : extension with { Entries = entries };

    private NhrpExtension Responder() => new(NhrpExtensionType.ResponderAddress, true)
    {
        Entries = new NhrpCie[] { new() { HoldingTime = HoldingSeconds, Nbma = Nbma, Protocol = Overlay } },
    };
}
