using static Router.Wire.Netlink.Nftables.TableAttributes;

namespace Router.Wire.Netlink.Nftables;

/// <summary><c>NFT_CMP_*</c>.</summary>
public enum Comparison
{
    Equal = 0,
    NotEqual = 1,
    AtMost = 3,
    AtLeast = 5,
}

/// <summary><c>NFT_OBJECT_*</c>.</summary>
public enum ObjectType
{
    Counter = 1,
    Helper = 3,
    Limit = 4,
}

/// <summary>A set as rules of the same transaction name it.</summary>
public readonly record struct SetReference(string Name, uint Id);

/// <summary>So many packets in so many seconds, and so many at once.</summary>
public readonly record struct NftRate(ulong Packets, ulong Seconds, uint Burst)
{
    internal void Write(NetlinkMessage message) =>
        message.AddBigEndian(LimitRate, Packets).AddBigEndian(LimitUnit, Seconds).AddBigEndian(LimitBurst, Burst)
            .AddBigEndian(LimitType, 0u).AddBigEndian(LimitFlags, 0u);
}
