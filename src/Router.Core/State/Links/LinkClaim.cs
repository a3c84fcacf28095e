namespace Router.Core.State.Links;

/// <summary>
/// Something that the kernel gives to one link at a time, whatever its name: a VLAN of a link, a network number, a port.
/// <paramref name="SharedBy"/>: links that say the same here may have it together.
/// </summary>
public readonly record struct LinkClaim(string What, string? SharedBy = null)
{
    public bool Excludes(LinkClaim other) => What == other.What && (SharedBy is null || SharedBy != other.SharedBy);

    public static LinkClaim UdpPort(int port, string? sharedBy = null) => new($"UDP port {port}", sharedBy);
}
