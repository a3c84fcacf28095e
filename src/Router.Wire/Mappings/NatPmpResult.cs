namespace Router.Wire.Mappings;

/// <summary>RFC 6886, 3.5.</summary>
public enum NatPmpResult : ushort
{
    Success,
    UnsupportedVersion,
    NotAuthorized,
    NetworkFailure,
    OutOfResources,
    UnsupportedOpcode,
}
