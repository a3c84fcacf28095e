using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;

namespace Router.Mesh.Tests.Network;

/// <summary>Settings as the captured meshes had them.</summary>
internal static class Meshes
{
    public static readonly IPAddress HubNbma = IPAddress.Parse("10.0.0.1");
    public static readonly IPAddress HubOverlay = IPAddress.Parse("10.255.0.1");

    public static MeshSettings Hub(string? key = null) => new()
    {
        Nbma = HubNbma,
        Overlay = new InterfaceAddress(HubOverlay, 16),
        HoldingTime = TimeSpan.FromSeconds(60),
        Authentication = key,
        Unique = false,
    };

    public static MeshSettings Spoke(int number, string? nbma = null, string? key = null, bool unique = false) => Hub(key) with
    {
        Nbma = IPAddress.Parse(nbma ?? $"10.0.1.{number}"),
        Overlay = new InterfaceAddress(IPAddress.Parse($"10.255.1.{number}"), 16),
        Unique = unique,
        Hubs = [new HubSettings(HubNbma, null)],
    };

    /// <summary>Spoke N has 10.128.(N-1).0/24 behind it; everything else goes through the hub.</summary>
    public static (string, string?)[] SpokeRoutes(int number) => [($"10.128.{number - 1}.0/24", null), ("10.128.0.0/16", "10.255.0.1")];

    public static (string, string?)[] HubRoutes() =>
        [.. Enumerable.Range(2, 8).Select(n => ($"10.128.{n - 1}.0/24", (string?)$"10.255.1.{n}"))];

    public static void Hairpin(MeshNetwork network, MeshNode hub, string source, string destination) =>
        network.Tell(hub, new MeshEvent.Hairpinned(IPAddress.Parse(source), IPAddress.Parse(destination), Head(source, destination)));

    /// <summary>An IP header, and zeros up to 84 bytes.</summary>
    public static byte[] Head(string source, string destination)
    {
        var head = new byte[84];
        var (from, to) = (IPAddress.Parse(source), IPAddress.Parse(destination));
        var isIPv6 = from.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        head[0] = (byte)(isIPv6 ? 0x60 : 0x45);
        from.TryWriteBytes(head.AsSpan(isIPv6 ? 8 : 12), out _);
        to.TryWriteBytes(head.AsSpan(isIPv6 ? 24 : 16), out _);
        return head;
    }
}
