namespace Router.Wire.Netlink.Nftables;

/// <summary>Where the kernel takes a field of a packet from (linux/netfilter/nf_tables.h).</summary>
public enum LoadFrom
{
    /// <summary>What the kernel keeps beside the packet: <c>NFT_META_*</c>.</summary>
    Meta,

    /// <summary>Its connection: <c>NFT_CT_*</c>.</summary>
    Connection,

    /// <summary>The same, of the packet that began it.</summary>
    FirstOfConnection,

    /// <summary>Its route: <c>NFT_RT_*</c>.</summary>
    Route,

    /// <summary>Bytes of the frame's header.</summary>
    Link,

    /// <summary>Bytes of the IP header.</summary>
    Network,

    /// <summary>Bytes of the header behind it.</summary>
    Transport,

    /// <summary>The type of address that the routing tables see in the destination: flags of <c>NFTA_FIB_F_*</c>.</summary>
    AddressType,
}

/// <summary>A field as an expression loads it.</summary>
/// <param name="From">Which expression does.</param>
/// <param name="Key">Its key, flags or, of headers, the offset in bytes.</param>
/// <param name="Length">In bytes.</param>
public readonly record struct FieldLoad(LoadFrom From, uint Key, int Length);
