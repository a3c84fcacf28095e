namespace Router.Core.State.Links;

/// <summary>A switch of its ports; with <paramref name="VlanFiltering"/> each port has the VLANs that it is given.</summary>
public sealed record BridgeLink(bool VlanFiltering) : LinkSettings
{
    public override string Kind => "bridge";

    public override string Details => VlanFiltering ? "with VLANs" : "";

    public override bool CanBecome(LinkSettings wanted) => wanted is BridgeLink;
}
