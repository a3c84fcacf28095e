using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>The tag 1 to 4094 of another link's frames: a customer's (802.1Q), or a provider's (802.1ad) with others inside.</summary>
public sealed record VlanLink(string On, int Id, bool ServiceTag) : LinkSettings
{
    /// <summary>
    /// The priority (802.1p) in the tags of frames that leave, by that of the packet in the kernel; in order, and none that is 0.
    /// </summary>
    public ValueList<VlanPriority> Egress { get; init; } = [];

    public override string Kind => "vlan";

    public override string Details =>
        $"{(ServiceTag ? "802.1ad " : "")}{Id} on {On}{(Egress.Count == 0 ? "" : $" priority {string.Join(", ", Egress)}")}";

    public override ValueList<string> Needs => [On];

    public override IEnumerable<LinkClaim> Claims => [new($"{(ServiceTag ? "802.1ad" : "802.1Q")} VLAN {Id} on {On}")];

    public override bool CanBecome(LinkSettings wanted) =>
        wanted is VlanLink vlan && (vlan.On, vlan.Id, vlan.ServiceTag) == (On, Id, ServiceTag);

    /// <summary>What the kernel is told when it was <paramref name="before"/>: a priority that is not named it would keep.</summary>
    public VlanLink After(VlanLink before) => this with
    {
        Egress =
        [
            .. Egress,
            .. before.Egress.Where(old => Egress.All(e => e.Packet != old.Packet)).Select(old => old with { Tag = 0 }),
        ],
    };

    public override int NewMtu(int? under) => under ?? EthernetMtu;

    public override bool FollowsMtu => true;
}

/// <summary><paramref name="Packet"/>: its priority in the kernel, 0 to 15; <paramref name="Tag"/>: PCP of its tag, 0 to 7.</summary>
public readonly record struct VlanPriority(int Packet, int Tag)
{
    public override string ToString() => $"{Packet}:{Tag}";
}
