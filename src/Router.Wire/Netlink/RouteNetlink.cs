namespace Router.Wire.Netlink;

/// <summary>Numbers of linux/rtnetlink.h, linux/if_link.h, linux/if_addr.h.</summary>
public static class RouteNetlink
{
    public const ushort NewLink = 16, DelLink = 17, GetLink = 18, NewAddress = 20, DelAddress = 21, GetAddress = 22, NewRoute = 24,
        DelRoute = 25, GetRoute = 26;
    public const ushort Error = 2, Done = 3;

    public const ushort LinkAddress = 1, LinkName = 3, LinkMtu = 4, LinkLower = 5, LinkMaster = 10, LinkInfo = 18, LinkAlias = 20,
        LinkStats64 = 23, LinkLowerNamespace = 37, LinkPermanentAddress = 54, LinkParentDevice = 56;
    public const ushort InfoKind = 1, InfoData = 2;
    public const ushort AddressAddress = 1, AddressLocal = 2, AddressBroadcast = 4, AddressLifetimes = 6, AddressFlags = 8,
        AddressProtocol = 11;
    public const ushort RouteDestination = 1, RouteOutputLink = 4, RouteGateway = 5, RoutePriority = 6, RouteMetrics = 8,
        RouteMultipath = 9, RouteTable = 15, RouteVia = 18;

    public const uint FlagUp = 0x1, FlagNoArp = 0x80, FlagLoopback = 0x8, FlagRunning = 0x40;
    /// <summary>IFA_F_*. Tentative: IPv6 still asks whether somebody else has it; until then nothing is sent from it.</summary>
    public const uint AddressPermanent = 0x80, AddressTentative = 0x40, AddressDuplicate = 0x08;
    /// <summary>RTNLGRP_* as bits of the address that a socket is bound to.</summary>
    public const uint GroupLink = 1 << 0, GroupAddress4 = 1 << 4, GroupRoute4 = 1 << 6, GroupAddress6 = 1 << 8, GroupRoute6 = 1 << 10;
    public const byte MainTable = 254, OtherTable = 0;
    public const byte TypeUnicast = 1, TypeBlackhole = 6, TypeUnreachable = 7, TypeProhibit = 8;
    public const byte HopOnLink = 4, ProtocolBoot = 3, ProtocolStatic = 4, ProtocolAdvertisement = 9, ProtocolDhcp = 16;
    public const byte ScopeUniverse = 0, ScopeLink = 253, ScopeHost = 254, ScopeNowhere = 255;
}
