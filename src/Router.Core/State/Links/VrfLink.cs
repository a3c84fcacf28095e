namespace Router.Core.State.Links;

/// <summary>A routing domain (VRF): links that join it are routed by its table alone.</summary>
public sealed record VrfLink(uint Table) : LinkSettings
{
    /// <summary>The kernel's size of a VRF, which never refuses a packet for it.</summary>
    private const int Boundless = 65_575;

    public override string Kind => "vrf";

    public override string Details => $"table {Table}";

    public override int NewMtu(int? under) => Boundless;
}
