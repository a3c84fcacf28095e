using Router.Documents;

namespace Router.Core.State.Links;

/// <summary>The tag 1 to 4094 of another link's frames: a customer's (802.1Q), or a provider's (802.1ad) with others inside.</summary>
public sealed record VlanLink(string On, int Id, bool ServiceTag) : LinkSettings
{
    public override string Kind => "vlan";

    public override string Details => $"{(ServiceTag ? "802.1ad " : "")}{Id} on {On}";

    public override ValueList<string> Needs => [On];

    public override IEnumerable<LinkClaim> Claims => [new($"{(ServiceTag ? "802.1ad" : "802.1Q")} VLAN {Id} on {On}")];

    public override int NewMtu(int? under) => under ?? EthernetMtu;

    public override bool FollowsMtu => true;
}
