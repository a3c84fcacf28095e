namespace Router.Core.State.Links;

/// <summary>Makes GRE headers over IPv6 for packets that say themselves where to; a network namespace has one.</summary>
public sealed record TunnelHeaderLink : LinkSettings
{
    /// <summary>Of Ethernet's, without IPv6, GRE and what the kernel keeps for a limit of nested tunnels.</summary>
    private const int Mtu = EthernetMtu - 52;

    public override string Kind => "ip6gre";

    public override string Details => "for packets that say where to";

    public override bool LooksForDuplicates => false;

    public override int NewMtu(int? under) => Mtu;
}
