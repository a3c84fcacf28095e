using System.Diagnostics.CodeAnalysis;

namespace Router.Wire.Nhrp;

/// <summary>The flags field of the mandatory part. The same bit means different things in different packets.</summary>
[Flags]
[SuppressMessage("Design", "CA1069:Enums values should not be duplicated", Justification = "The RFC gives one bit several names.")]
public enum NhrpFlags : ushort
{
    None = 0,

    /// <summary>Q, resolution: the source is a router (RFC 2332, 5.2.1).</summary>
    ResolutionRouter = 0x8000,

    /// <summary>A, resolution: only an authoritative answer will do.</summary>
    ResolutionAuthoritative = 0x4000,

    /// <summary>D, resolution reply: the destination is a stable binding.</summary>
    ResolutionDestinationStable = 0x2000,

    /// <summary>U, resolution: the binding is unique.</summary>
    ResolutionUnique = 0x1000,

    /// <summary>S, resolution: the source is a stable binding.</summary>
    ResolutionSourceStable = 0x0800,

    /// <summary>U, registration: the binding must be unique (5.2.3).</summary>
    RegistrationUnique = 0x8000,

    /// <summary>N, purge: no reply is wanted (5.2.5).</summary>
    PurgeNoReply = 0x8000,

    /// <summary>The sender knows the NAT address extension (Cisco).</summary>
    NatSupported = 0x0002,
}
