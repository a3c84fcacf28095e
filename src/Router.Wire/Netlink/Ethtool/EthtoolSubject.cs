namespace Router.Wire.Netlink.Ethtool;

/// <summary>What is asked of a link: ETHTOOL_MSG_*_GET.</summary>
public enum EthtoolSubject : byte
{
    LinkModes = 4,
    WakeOnLan = 9,
    Features = 11,
    Rings = 15,
    Pause = 21,
}
