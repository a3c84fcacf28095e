namespace Router.Wire.Netlink.Ethtool;

/// <summary>What the kernel answers of a link; what is cut off or of another kind is not there.</summary>
public static class EthtoolAnswer
{
    /// <summary>WAKE_* of linux/ethtool.h: from PHY, 0, to filters, 7.</summary>
    public const int MostWakeModes = 8;

    private const ushort RingsRx = 6, RingsTx = 9;
    private const ushort First = 2, Second = 3, Third = 4;
    private const ushort ModesSpeed = 5, ModesDuplex = 6, FeaturesActive = 4, FeaturesFixed = 5;

    /// <summary>SPEED_UNKNOWN: no carrier, or nobody knows.</summary>
    private const uint UnknownSpeed = uint.MaxValue;

    /// <summary>ETHTOOL_A_RINGS_RX and _TX; null: the link has no such ring.</summary>
    public static (uint? Received, uint? Sent) Rings(ReadOnlySpan<byte> payload)
    {
        (uint? Received, uint? Sent) rings = (null, null);
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            if (attributes.Type == RingsRx)
                rings.Received = attributes.UInt32;
            if (attributes.Type == RingsTx)
                rings.Sent = attributes.UInt32;
        }
        return rings;
    }

    public static (bool Negotiated, bool Received, bool Sent) Pause(ReadOnlySpan<byte> payload)
    {
        var (negotiated, received, sent) = (false, false, false);
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            negotiated |= attributes.Type == First && attributes.Byte == 1;
            received |= attributes.Type == Second && attributes.Byte == 1;
            sent |= attributes.Type == Third && attributes.Byte == 1;
        }
        return (negotiated, received, sent);
    }

    public static EthtoolModes Modes(ReadOnlySpan<byte> payload)
    {
        var modes = new EthtoolModes(false, [], [], null, true);
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case First: modes = modes with { Negotiated = attributes.Byte == 1 }; break;
                case Second:
                    var (on, of) = EthtoolBitset.Read(attributes.Value);
                    modes = modes with { Advertised = on, Supported = of };
                    break;
                case ModesSpeed: modes = modes with { Speed = attributes.UInt32 == UnknownSpeed ? null : attributes.UInt32 }; break;
                case ModesDuplex: modes = modes with { FullDuplex = attributes.Byte != 0 }; break;
                default: break;
            }
        }
        return modes;
    }

    /// <summary>Numbers of what wakes the machine, and of what could.</summary>
    public static (IReadOnlyList<int> On, IReadOnlyList<int> Of) Wake(ReadOnlySpan<byte> payload)
    {
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            if (attributes.Type == First)
                return EthtoolBitset.Read(attributes.Value);
        }
        return ([], []);
    }

    /// <summary>Features that can be changed, by the kernel's names, and whether each works now.</summary>
    public static IReadOnlyDictionary<string, bool> Features(ReadOnlySpan<byte> payload)
    {
        IReadOnlyDictionary<string, bool> known = new Dictionary<string, bool>(), active = known, never = known;
        var attributes = GenericNetlink.Attributes(payload);
        while (attributes.Next())
        {
            switch (attributes.Type)
            {
                case First: known = EthtoolBitset.ReadNamed(attributes.Value); break;
                case FeaturesActive: active = EthtoolBitset.ReadNamed(attributes.Value); break;
                case FeaturesFixed: never = EthtoolBitset.ReadNamed(attributes.Value); break;
                default: break;
            }
        }
        return known.Where(feature => feature.Value && !never.GetValueOrDefault(feature.Key))
            .ToDictionary(feature => feature.Key, feature => active.GetValueOrDefault(feature.Key));
    }
}
