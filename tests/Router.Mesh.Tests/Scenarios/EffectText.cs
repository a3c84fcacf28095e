using System.Net;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests.Scenarios;

/// <summary>An effect on one line, as timelines and tables have it.</summary>
internal static class EffectText
{
    public static string Of(MeshEffect effect, Func<IPAddress, IPAddress?, string> name) => effect switch
    {
        MeshEffect.Send e => $"-> {name(e.Nbma, e.Peer)}: {Packet(e.Packet)}",
        MeshEffect.SetNeighbour e => $"neighbour {e.Overlay} at {e.Nbma}",
        MeshEffect.RemoveNeighbour e => $"no neighbour {e.Overlay}",
        MeshEffect.AddShortcut e => $"shortcut {e.Prefix} via {e.Via}{(e.Mtu == 0 ? "" : $" mtu {e.Mtu}")}",
        MeshEffect.RemoveShortcut e => $"no shortcut {e.Prefix}",
        MeshEffect.Secure e => $"secure {name(e.Nbma, null)}{e.Beginner switch
        {
            Beginner.They => ", which begins",
            Beginner.WeBetweenNats => " once it opened its NAT",
            Beginner.TheyBetweenNats => ", which begins when our NAT is open",
            _ => "",
        }}",
        MeshEffect.Heard e => $"heard {name(e.Nbma, null)}",
        MeshEffect.Release e => $"release {name(e.Nbma, null)}",
        MeshEffect.Resolve e => $"look up {e.Name}",
        MeshEffect.PreferHub e => $"prefer hub {e.Overlay?.ToString() ?? "none"}",
        MeshEffect.Tell e => $"tell {e.Subject}: {e.What}",
        _ => throw new InvalidOperationException(effect.ToString()),
    };

    private static string Packet(NhrpPacket packet)
    {
        var what = $"{packet.Type} {packet.Source} to {packet.Destination}";
        if (packet.Type == NhrpPacketType.ErrorIndication)
            return $"{what}, {packet.ErrorCode}";
        if (packet.Type == NhrpPacketType.TrafficIndication)
            return what;
        var entries = packet.Entries.Where(e => e.Code != NhrpCode.Success || e.Protocol is not null)
            .Select(e => e.Code != NhrpCode.Success ? $", {e.Code}"
                : e.Nbma is null ? $", {e.Protocol}"
                : $", {e.Protocol}/{e.PrefixLength} at {e.Nbma}");
        var seen = packet.Find(NhrpExtensionType.NatAddress)?.Entries
            .Where(e => e.Protocol is { } p && !p.Equals(IPAddress.Any) && !p.Equals(IPAddress.IPv6Any))
            .Select(e => $", NAT {e.Protocol} at {e.Nbma}")
            ?? [];
        return $"{what} #{packet.RequestId}{string.Concat(entries)}{(packet.Type == NhrpPacketType.RegistrationRequest ? "" : string.Concat(seen))}";
    }
}
