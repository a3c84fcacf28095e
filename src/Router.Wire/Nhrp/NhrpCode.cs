namespace Router.Wire.Nhrp;

/// <summary>
/// Codes of a client information entry and of an error indication, RFC 2332 sections 5.2.0.1 and 5.2.7. FRR and opennhrp
/// send 11 where the RFC says 12 (no binding) and 2 where it says 3 (loop): both are understood.
/// </summary>
public enum NhrpCode : ushort
{
    Success = 0,
    UnrecognizedExtension = 1,
    LoopDetectedAlternative = 2,
    LoopDetected = 3,
    AdministrativelyProhibited = 4,
    InsufficientResources = 5,
    ProtocolAddressUnreachable = 6,
    ProtocolError = 7,
    SduSizeExceeded = 8,
    InvalidExtension = 9,
    InvalidResolutionReply = 10,
    AuthenticationFailure = 11,
    NoInternetworkLayerBinding = 12,
    BindingExistsNotUnique = 13,
    UniqueAddressAlreadyRegistered = 14,
    HopCountExceeded = 15,
}
