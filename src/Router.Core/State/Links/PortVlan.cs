namespace Router.Core.State.Links;

/// <summary>
/// A VLAN that a port of a bridge takes part in. <paramref name="Untagged"/>: its frames leave without the tag;
/// <paramref name="Pvid"/>: frames that come without one are of it.
/// </summary>
public readonly record struct PortVlan(int Id, bool Untagged, bool Pvid)
{
    /// <summary>What the kernel gives to each new port.</summary>
    public static readonly PortVlan Usual = new(1, true, true);

    public override string ToString() => $"{Id}{(Untagged ? " untagged" : "")}{(Pvid ? " pvid" : "")}";
}
