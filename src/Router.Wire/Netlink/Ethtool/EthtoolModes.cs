namespace Router.Wire.Netlink.Ethtool;

/// <summary>How a link agrees with its other end.</summary>
/// <param name="Negotiated">They talk about it.</param>
/// <param name="Advertised">Numbers of the modes (ETHTOOL_LINK_MODE_*) that it says it can.</param>
/// <param name="Supported">Those that it could.</param>
/// <param name="Speed">Mbit/s; null: there is none now.</param>
/// <param name="FullDuplex">Both speak at once.</param>
public sealed record EthtoolModes(
    bool Negotiated, IReadOnlyList<int> Advertised, IReadOnlyList<int> Supported, uint? Speed, bool FullDuplex);
