namespace Router.Wire.Netlink;

/// <summary>
/// What the kernel is told of a link beside its name: IFLA_INFO_KIND, and IFLA_INFO_DATA with attributes of that kind alone
/// (linux/if_link.h). Each kind is a record beside, which also reads what the kernel tells.
/// </summary>
public interface ILinkInfo
{
    /// <summary>IFLA_INFO_KIND.</summary>
    string Kind { get; }

    /// <summary>False: IFLA_INFO_DATA is left out.</summary>
    bool HasData => true;

    /// <summary>IFLA_LINK: the index of the link that it stands on; 0: none, or told in <see cref="Write"/>.</summary>
    int Lower => 0;

    /// <summary>IFF_* that the kernel would set by itself and is not to.</summary>
    uint ClearedFlags => 0;

    /// <summary>Adds the attributes of IFLA_INFO_DATA.</summary>
    void Write(NetlinkMessage data);
}

/// <summary>A kind without attributes: <c>dummy</c>, <c>wireguard</c>.</summary>
public sealed record PlainInfo(string Kind) : ILinkInfo
{
    public bool HasData => false;

    public void Write(NetlinkMessage data)
    {
    }
}
