namespace Router.Core.Rulesets;

/// <summary>Groups of the kernel's packet log (NFLOG) that this daemon listens to.</summary>
public static class PacketGroups
{
    /// <summary>Packets of meshes that go back into the tunnel that they came out of.</summary>
    public const int Redirects = 84;
}
