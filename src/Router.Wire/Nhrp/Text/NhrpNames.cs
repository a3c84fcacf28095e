namespace Router.Wire.Nhrp.Text;

/// <summary>The names people see.</summary>
internal static class NhrpNames
{
    public static string Short(NhrpPacketType type) => type switch
    {
        NhrpPacketType.ResolutionRequest => "ResReq",
        NhrpPacketType.ResolutionReply => "ResRep",
        NhrpPacketType.RegistrationRequest => "RegReq",
        NhrpPacketType.RegistrationReply => "RegRep",
        NhrpPacketType.PurgeRequest => "PurgeReq",
        NhrpPacketType.PurgeReply => "PurgeRep",
        NhrpPacketType.ErrorIndication => "Err",
        NhrpPacketType.TrafficIndication => "TrafInd",
        _ => $"type {(byte)type}",
    };

    public static string Long(NhrpPacketType type) => type switch
    {
        NhrpPacketType.ResolutionRequest => "resolution request",
        NhrpPacketType.ResolutionReply => "resolution reply",
        NhrpPacketType.RegistrationRequest => "registration request",
        NhrpPacketType.RegistrationReply => "registration reply",
        NhrpPacketType.PurgeRequest => "purge request",
        NhrpPacketType.PurgeReply => "purge reply",
        NhrpPacketType.ErrorIndication => "error indication",
        NhrpPacketType.TrafficIndication => "traffic indication",
        _ => $"type {(byte)type}",
    };

    public static string Long(NhrpExtensionType type) => type switch
    {
        NhrpExtensionType.ResponderAddress => "responder address",
        NhrpExtensionType.ForwardTransitRecord => "forward transit NHS record",
        NhrpExtensionType.ReverseTransitRecord => "reverse transit NHS record",
        NhrpExtensionType.Authentication => "authentication",
        NhrpExtensionType.Vendor => "vendor",
        NhrpExtensionType.NatAddress => "NAT address",
        _ => $"extension {(ushort)type}",
    };
}
