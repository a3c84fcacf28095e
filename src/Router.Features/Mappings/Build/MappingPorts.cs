namespace Router.Features.Mappings.Build;

/// <summary>Where hosts ask.</summary>
public static class MappingPorts
{
    /// <summary>UDP, of PCP and NAT-PMP.</summary>
    public const ushort Pcp = 5351;

    /// <summary>UDP, of hosts that listen to announcements of either.</summary>
    public const ushort PcpClients = 5350;

    /// <summary>UDP, of UPnP's searches (SSDP).</summary>
    public const ushort Discovery = 1900;

    /// <summary>TCP, of UPnP's descriptions and calls; hosts are told of it.</summary>
    public const ushort Control = 5000;
}
