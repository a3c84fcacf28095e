namespace Router.Wire.Netlink.Links;

/// <summary>
/// Bonding (linux/if_bonding.h): the mode's number, milliseconds between looks at the carrier, LACP each second instead of each
/// thirty, and by what a frame's way is chosen. The kernel takes <paramref name="FastLacp"/> in mode 4 alone.
/// </summary>
public sealed record BondInfo(byte Mode, uint Miimon, bool FastLacp, byte Hash) : ILinkInfo
{
    /// <summary>802.3ad.</summary>
    public const byte Lacp = 4;
    private const ushort BondMode = 1, BondMiimon = 3, BondHash = 14, BondLacpRate = 21;

    public string Kind => "bond";

    public void Write(NetlinkMessage data)
    {
        data.Add(BondMode, Mode).Add(BondMiimon, Miimon).Add(BondHash, Hash);
        if (Mode == Lacp)
            data.Add(BondLacpRate, (byte)(FastLacp ? 1 : 0));
    }

    public static BondInfo Read(ReadOnlySpan<byte> data)
    {
        var info = new BondInfo(0, 0, false, 0);
        var attributes = new AttributeReader(data);
        while (attributes.Next())
        {
            info = attributes.Type switch
            {
                BondMode => info with { Mode = attributes.Byte },
                BondMiimon => info with { Miimon = attributes.UInt32 },
                BondHash => info with { Hash = attributes.Byte },
                BondLacpRate => info with { FastLacp = attributes.Byte != 0 },
                _ => info,
            };
        }
        return info;
    }
}
