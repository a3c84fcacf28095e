namespace Router.Core.Mappings;

/// <summary>Why there is no mapping.</summary>
public enum MappingRefusal
{
    None,

    /// <summary>This host may not ask, or not for this port.</summary>
    NotAllowed,

    /// <summary>Somebody else made the mapping that there is.</summary>
    NotOwner,

    /// <summary>The port outside is taken, or reserved.</summary>
    Taken,

    /// <summary>The host has as many as it may have.</summary>
    HostIsFull,

    /// <summary>All hosts together have as many as they may have, or no port is free.</summary>
    Full,

    /// <summary>There is no outer address, or the kernel refused.</summary>
    NoNetwork,
}
