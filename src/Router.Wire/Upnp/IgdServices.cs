namespace Router.Wire.Upnp;

/// <summary>
/// What of an Internet gateway device is offered (UPnP Forum, WANIPConnection:1 and :2, WANCommonInterfaceConfig:1): port mappings, and
/// what clients ask before.
/// </summary>
public static class IgdServices
{
    private static readonly UpnpVariable
        Host = new("RemoteHost", "string"), External = new("ExternalPort", "ui2"), Protocol = new("PortMappingProtocol", "string"),
        Internal = new("InternalPort", "ui2"), Client = new("InternalClient", "string"), Enabled = new("PortMappingEnabled", "boolean"),
        Description = new("PortMappingDescription", "string"), Lease = new("PortMappingLeaseDuration", "ui4"),
        Count = new("PortMappingNumberOfEntries", "ui2"), Address = new("ExternalIPAddress", "string"),
        Status = new("ConnectionStatus", "string"), Failure = new("LastConnectionError", "string"), Uptime = new("Uptime", "ui4"),
        Kind = new("ConnectionType", "string"), Kinds = new("PossibleConnectionTypes", "string"),
        Rsip = new("RSIPAvailable", "boolean"), Nat = new("NATEnabled", "boolean"), Access = new("WANAccessType", "string"),
        Upstream = new("Layer1UpstreamMaxBitRate", "ui4"), Downstream = new("Layer1DownstreamMaxBitRate", "ui4"),
        Link = new("PhysicalLinkStatus", "string");

    private static readonly UpnpArgument[]
        Key = [In(Host, "NewRemoteHost"), In(External, "NewExternalPort"), In(Protocol, "NewProtocol")],
        Mapping =
        [
            .. Key, In(Internal, "NewInternalPort"), In(Client, "NewInternalClient"), In(Enabled, "NewEnabled"),
            In(Description, "NewPortMappingDescription"), In(Lease, "NewLeaseDuration"),
        ],
        Entry =
        [
            Out(Internal, "NewInternalPort"), Out(Client, "NewInternalClient"), Out(Enabled, "NewEnabled"),
            Out(Description, "NewPortMappingDescription"), Out(Lease, "NewLeaseDuration"),
        ];

    private static readonly UpnpAction[] First =
    [
        new("GetConnectionTypeInfo", [Out(Kind, "NewConnectionType"), Out(Kinds, "NewPossibleConnectionTypes")]),
        new("RequestConnection", []),
        new("GetStatusInfo", [Out(Status, "NewConnectionStatus"), Out(Failure, "NewLastConnectionError"), Out(Uptime, "NewUptime")]),
        new("GetNATRSIPStatus", [Out(Rsip, "NewRSIPAvailable"), Out(Nat, "NewNATEnabled")]),
        new(
            "GetGenericPortMappingEntry",
            [
                In(Count, "NewPortMappingIndex"), Out(Host, "NewRemoteHost"), Out(External, "NewExternalPort"),
                Out(Protocol, "NewProtocol"), .. Entry,
            ]),
        new("GetSpecificPortMappingEntry", [.. Key, .. Entry]),
        new("AddPortMapping", Mapping),
        new("DeletePortMapping", Key),
        new("GetExternalIPAddress", [Out(Address, "NewExternalIPAddress")]),
    ];

    private static readonly UpnpAction[] Second = [.. First, new("AddAnyPortMapping", [.. Mapping, Out(External, "NewReservedPort")])];

    /// <summary>Of the line.</summary>
    public static readonly UpnpService Common = new(
        "WANCommonInterfaceConfig", 1, "WANCommonIFC1", "/line",
        [
            new(
                "GetCommonLinkProperties",
                [
                    Out(Access, "NewWANAccessType"), Out(Upstream, "NewLayer1UpstreamMaxBitRate"),
                    Out(Downstream, "NewLayer1DownstreamMaxBitRate"), Out(Link, "NewPhysicalLinkStatus"),
                ]),
        ]);

    private static readonly UpnpService
        Connection1 = new("WANIPConnection", 1, "WANIPConn1", "/connection1", First),
        Connection2 = new("WANIPConnection", 2, "WANIPConn1", "/connection2", Second);

    public static IReadOnlyList<UpnpService> All { get; } = [Common, Connection1, Connection2];

    /// <param name="version">1 or 2.</param>
    public static UpnpService Connection(int version) => version == 1 ? Connection1 : Connection2;

    private static UpnpArgument In(UpnpVariable variable, string name) => new(name, IsOut: false, variable);

    private static UpnpArgument Out(UpnpVariable variable, string name) => new(name, IsOut: true, variable);
}
