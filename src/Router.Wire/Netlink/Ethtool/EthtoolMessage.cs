namespace Router.Wire.Netlink.Ethtool;

/// <summary>
/// Requests of the family <c>ethtool</c> of generic netlink (Documentation/networking/ethtool-netlink.rst; numbers of
/// linux/ethtool_netlink.h). Each begins with a nest that names the link.
/// </summary>
public static class EthtoolMessage
{
    public const string Family = "ethtool";

    private const ushort Header = 1, HeaderIndex = 1, HeaderFlags = 3;
    private const uint CompactBitsets = 1;

    /// <summary>ETHTOOL_A_RINGS_RX, ETHTOOL_A_RINGS_TX.</summary>
    private const ushort RingsRx = 6, RingsTx = 9;

    /// <summary>ETHTOOL_A_PAUSE_*.</summary>
    private const ushort PauseAutonegotiation = 2, PauseRx = 3, PauseTx = 4;

    /// <summary>ETHTOOL_A_LINKMODES_*.</summary>
    private const ushort ModesAutonegotiation = 2, ModesOurs = 3, ModesSpeed = 5, ModesDuplex = 6;

    private const ushort WakeModes = 2, FeaturesWanted = 3;

    /// <summary>What a link has of a kind; bitsets without names, but for features, which have nothing else.</summary>
    public static NetlinkMessage Get(ushort family, EthtoolSubject subject, int link) =>
        GenericNetlink.Request(family, (byte)subject, NetlinkFlags.Acknowledge).Nest(EthtoolBitset.Nested(Header), header =>
        {
            header.Add(HeaderIndex, (uint)link);
            if (subject != EthtoolSubject.Features)
                header.Add(HeaderFlags, CompactBitsets);
        });

    /// <summary>Null: as it is.</summary>
    public static NetlinkMessage SetRings(ushort family, int link, uint? received, uint? sent)
    {
        var message = Set(family, EthtoolSubject.Rings, link);
        if (received is { } rx)
            message.Add(RingsRx, rx);
        return sent is { } tx ? message.Add(RingsTx, tx) : message;
    }

    public static NetlinkMessage SetPause(ushort family, int link, bool negotiated, bool received, bool sent) =>
        Set(family, EthtoolSubject.Pause, link)
            .Add(PauseAutonegotiation, Byte(negotiated)).Add(PauseRx, Byte(received)).Add(PauseTx, Byte(sent));

    /// <summary>Modes by their numbers that the link says to its other end.</summary>
    /// <param name="advertised">Of all those that it could.</param>
    public static NetlinkMessage SetAdvertised(ushort family, int link, IReadOnlyList<int> advertised, IReadOnlyList<int> of) =>
        Set(family, EthtoolSubject.LinkModes, link)
            .Add(ModesAutonegotiation, Byte(true))
            .Nest(EthtoolBitset.Nested(ModesOurs), bits => EthtoolBitset.Write(bits, advertised, of));

    /// <summary>Whatever the other end says. <paramref name="speed"/> in Mbit/s.</summary>
    public static NetlinkMessage SetFixed(ushort family, int link, uint speed, bool fullDuplex) =>
        Set(family, EthtoolSubject.LinkModes, link)
            .Add(ModesAutonegotiation, Byte(false)).Add(ModesSpeed, speed).Add(ModesDuplex, Byte(fullDuplex));

    /// <summary>What wakes the machine, by number (linux/ethtool.h, WAKE_*).</summary>
    public static NetlinkMessage SetWake(ushort family, int link, IReadOnlyList<int> modes) =>
        Set(family, EthtoolSubject.WakeOnLan, link).Nest(
            EthtoolBitset.Nested(WakeModes),
            bits => EthtoolBitset.Write(bits, modes, [.. Enumerable.Range(0, EthtoolAnswer.MostWakeModes)]));

    /// <summary>Features by the kernel's names.</summary>
    public static NetlinkMessage SetFeatures(ushort family, int link, IReadOnlyDictionary<string, bool> features) =>
        Set(family, EthtoolSubject.Features, link)
            .Nest(EthtoolBitset.Nested(FeaturesWanted), bits => EthtoolBitset.Write(bits, features));

    /// <summary>Each kind is set by the number behind the one that asks for it.</summary>
    private static NetlinkMessage Set(ushort family, EthtoolSubject subject, int link) =>
        GenericNetlink.Request(family, (byte)((byte)subject + 1), NetlinkFlags.Acknowledge)
            .Nest(EthtoolBitset.Nested(Header), header => header.Add(HeaderIndex, (uint)link));

    private static byte Byte(bool on) => (byte)(on ? 1 : 0);
}
