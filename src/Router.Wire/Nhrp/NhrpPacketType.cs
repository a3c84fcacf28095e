namespace Router.Wire.Nhrp;

/// <summary>ar$op.type, RFC 2332 section 5.2; 8 is Cisco's.</summary>
public enum NhrpPacketType : byte
{
    ResolutionRequest = 1,
    ResolutionReply = 2,
    RegistrationRequest = 3,
    RegistrationReply = 4,
    PurgeRequest = 5,
    PurgeReply = 6,
    ErrorIndication = 7,
    TrafficIndication = 8,
}
