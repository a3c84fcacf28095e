using System.Diagnostics;
using Router.Core.State.Links;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Links;

namespace Router.Linux.Edges.Netlink.Kinds;

/// <summary>Between names and the kernel's indexes.</summary>
internal sealed record LinkNames(Func<string, int> Index, Func<int, string?> Name)
{
    /// <summary>0: no link.</summary>
    public int IndexOf(string? name) => name is null ? 0 : Index(name);
}

/// <summary>Settings of links as the kernel's attributes, and back. A kind is a line in each.</summary>
internal static class LinkKinds
{
    public static ILinkInfo Info(LinkSettings settings, LinkNames names) => settings switch
    {
        BridgeLink s => new BridgeInfo(s.VlanFiltering),
        VlanLink s => new VlanInfo(names.Index(s.On), (ushort)s.Id, s.ServiceTag ? VlanInfo.ServiceTag : VlanInfo.CustomerTag)
        {
            Egress = [.. s.Egress.Select(e => ((uint)e.Packet, (uint)e.Tag))],
        },
        BondLink s => new BondInfo((byte)s.Mode, (uint)s.Miimon, s.FastLacp, (byte)s.Hash),
        VxlanLink s => new VxlanInfo(s.Id, s.Local, s.Remote, s.Port, names.IndexOf(s.On)),
        GreLink s => new GreInfo(s.Local, s.Remote, s.Key, s.Ttl, names.IndexOf(s.On), s.OverIPv6),
        GretapLink s => new GreInfo(s.Local, s.Remote, s.Key, s.Ttl, names.IndexOf(s.On), s.OverIPv6) { Frames = true },
        TunnelLink s => Tunnel(s, names),
        VethLink s => new VethInfo(s.Peer),
        DummyLink => new PlainInfo("dummy"),
        IfbLink => new PlainInfo("ifb"),
        WireGuardLink => new PlainInfo("wireguard"),
        VrfLink s => new VrfInfo(s.Table),
        TunnelHeaderLink => new TunnelHeaderInfo(),
        _ => throw new UnreachableException(),
    };

    /// <summary>Null: of no kind that this daemon makes.</summary>
    public static LinkSettings? Settings(LinkMessage link, LinkNames names) => link.Kind switch
    {
        "bridge" => new BridgeLink(BridgeInfo.Read(link.InfoData.Span).VlanFiltering),
        "vlan" => Vlan(VlanInfo.Read(link.Lower, link.InfoData.Span), names),
        "bond" => Bond(BondInfo.Read(link.InfoData.Span)),
        "vxlan" => Vxlan(VxlanInfo.Read(link.InfoData.Span), names),
        GreInfo.KindIPv6 when TunnelHeaderInfo.IsSaid(link.InfoData.Span) => new TunnelHeaderLink(),
        GreInfo.KindIPv4 or GreInfo.KindIPv6 => Gre(GreInfo.Read(link.Kind, link.InfoData.Span), names),
        GreInfo.FramesIPv4 or GreInfo.FramesIPv6 => Gretap(GreInfo.Read(link.Kind, link.InfoData.Span), names),
        IpTunnelInfo.InIPv4 or IpTunnelInfo.SixInFour or IpTunnelInfo.InIPv6 =>
            Tunnel(IpTunnelInfo.Read(link.Kind, link.InfoData.Span), names),
        "veth" when !link.LowerIsElsewhere && names.Name(link.Lower) is { } peer => new VethLink(peer),
        "dummy" => new DummyLink(),
        "ifb" => new IfbLink(),
        "wireguard" => WireGuardDevice.Read(link.Index),
        null => L2tpDevice.Read(link.Name),
        "vrf" => new VrfLink(VrfInfo.Read(link.InfoData.Span).Table),
        _ => null,
    };

    /// <summary>What is told beside the link, once it is there; false: nothing of this kind.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel refused.</exception>
    public static bool Configure(int link, LinkSettings wanted, LinkSettings? before, string operation)
    {
        if (wanted is not WireGuardLink wireGuard)
            return false;
        WireGuardDevice.Set(link, wireGuard, before as WireGuardLink, operation);
        return true;
    }

    private static VlanLink? Vlan(VlanInfo info, LinkNames names) =>
        names.Name(info.Lower) is { } on
            ? new VlanLink(on, info.Id, info.Protocol == VlanInfo.ServiceTag)
            {
                Egress = [.. info.Egress.Select(e => new VlanPriority((int)e.Packet, (int)e.Tag)).OrderBy(e => e.Packet)],
            }
            : null;

    /// <summary>The kernel tells a rate of LACP in every mode.</summary>
    private static BondLink Bond(BondInfo info) =>
        new((BondMode)info.Mode, (int)info.Miimon, info is { Mode: BondInfo.Lacp, FastLacp: true }, (BondHash)info.Hash);

    private static VxlanLink Vxlan(VxlanInfo info, LinkNames names) =>
        new(info.Id, info.Local, info.Remote, info.Port, names.Name(info.Under));

    private static GreLink Gre(GreInfo info, LinkNames names) => new(info.Local, info.Remote, info.Key, info.Ttl, names.Name(info.Under))
    {
        ManyOverIPv6 = info is { OverIPv6: true, Local: null, Remote: null },
    };

    private static GretapLink Gretap(GreInfo info, LinkNames names) =>
        new(info.Local, info.Remote, info.Key, info.Ttl, names.Name(info.Under));

    private static IpTunnelInfo Tunnel(TunnelLink link, LinkNames names) =>
        new(link.Kind, link.Local, link.Remote, link.Ttl, names.IndexOf(link.On))
        {
            SixRd = link is SitLink { Domain: { } domain, Local: { } local }
                ? new SixRdInfo(domain.Prefix, domain.Shared(local), domain.SharedBits)
                : null,
        };

    private static TunnelLink Tunnel(IpTunnelInfo info, LinkNames names) => info.Kind switch
    {
        IpTunnelInfo.InIPv4 => new IpipLink(info.Local, info.Remote, info.Ttl, names.Name(info.Under)),
        IpTunnelInfo.InIPv6 => new DsLiteLink(info.Local, info.Remote, info.Ttl, names.Name(info.Under)),
        _ => new SitLink(
            info.Local, info.Remote, info.Ttl, names.Name(info.Under),
            info.SixRd is { } domain ? new SixRdDomain(domain.Prefix, domain.SharedBits) : null),
    };
}
