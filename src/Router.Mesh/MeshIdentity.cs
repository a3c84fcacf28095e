using System.Net;
using System.Net.Sockets;
using Router.Wire.Nhrp;

namespace Router.Mesh;

/// <summary>Who we are, in the forms that packets want.</summary>
internal sealed class MeshIdentity(MeshSettings settings)
{
    private const byte OwnHopCount = 64;
    private uint lastRequestId;

    public MeshSettings Settings { get; } = settings;

    public NhrpAuthentication Authentication { get; } = new(settings.Authentication);

    public IPAddress Overlay => Settings.Overlay.Address;

    public ushort HoldingSeconds { get; } = (ushort)Math.Clamp(settings.HoldingTime.TotalSeconds, 1, ushort.MaxValue);

    /// <summary>Ours as it stands in responder and transit records: no prefix length, as FRR and IOS write it.</summary>
    public NhrpCie Record => new() { HoldingTime = HoldingSeconds, Nbma = Settings.Nbma, Protocol = Overlay };

    /// <summary>Where the hubs see us; our own address until one said something else.</summary>
    public IPAddress PublicNbma { get; set; } = settings.Nbma;

    /// <summary>Behind a NAT: the entry that tells others how to reach us; else nothing.</summary>
    public IReadOnlyList<NhrpCie> NatEntries => PublicNbma.Equals(Settings.Nbma)
        ? []
        : [new NhrpCie { PrefixLength = HostPrefix, Nbma = PublicNbma, Protocol = Overlay }];

    public uint NextRequestId() => ++lastRequestId;

    public bool Contains(IPAddress overlay) =>
        overlay.AddressFamily == Overlay.AddressFamily && Settings.Overlay.Network.Contains(overlay);

    /// <summary>The length of a prefix that is one host: 32, or 128.</summary>
    public byte HostPrefix => (byte)(Settings.Overlay.IsIPv6 ? 128 : 32);

    public NhrpPacket Packet(NhrpPacketType type, IPAddress source, IPAddress sourceNbma, IPAddress destination) => new()
    {
        Type = type,
        AddressFamily = (ushort)(Settings.Nbma.AddressFamily == AddressFamily.InterNetworkV6 ? 2 : 1),
        ProtocolType = (ushort)(Settings.Overlay.IsIPv6 ? 0x86DD : 0x0800),
        HopCount = OwnHopCount,
        SourceNbma = sourceNbma,
        Source = source,
        Destination = destination,
    };

    /// <summary>The extensions of a request that is answered with records of its way, and then authentication.</summary>
    public IReadOnlyList<NhrpExtension> RequestExtensions(IReadOnlyList<NhrpCie> natAddresses) =>
    [
        new(NhrpExtensionType.ForwardTransitRecord, true),
        new(NhrpExtensionType.ReverseTransitRecord, true),
        new(NhrpExtensionType.ResponderAddress, true),
        new(NhrpExtensionType.NatAddress, false) { Entries = natAddresses },
        .. Authentication.Extensions(),
    ];

    /// <summary>
    /// The extensions of a request as its answer carries them: the responder's record filled in, and of the NAT addresses what
    /// <paramref name="natAddresses"/> makes of those that came.
    /// </summary>
    public IReadOnlyList<NhrpExtension> AnswerExtensions(NhrpPacket request, Func<IReadOnlyList<NhrpCie>, IReadOnlyList<NhrpCie>> natAddresses) =>
    [
        .. (request.Extensions ?? []).Select(extension => extension.Type switch
        {
            NhrpExtensionType.ResponderAddress => extension with { Entries = [Record] },
            NhrpExtensionType.NatAddress => extension with { Entries = natAddresses(extension.Entries) },
            _ => extension,
        }),
    ];
}
