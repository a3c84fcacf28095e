namespace Router.Core.Mappings;

/// <summary>The protocol that a mapping was asked for by.</summary>
public enum MappingOrigin
{
    /// <summary>RFC 6886.</summary>
    NatPmp,

    /// <summary>RFC 6887.</summary>
    Pcp,

    /// <summary>WANIPConnection of the UPnP Forum.</summary>
    Upnp,
}
