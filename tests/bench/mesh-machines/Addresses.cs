using System.Buffers.Binary;
using System.Net;
using Router.Core.Values;
using Router.Mesh;

namespace Router.Bench.MeshMachines;

/// <summary>Spoke N has 10.(N) on the overlay, 30.(N) on the underlay and a /28 of 20.0.0.0/8 behind it.</summary>
internal static class Addresses
{
    public static readonly IPAddress HubNbma = From(30u << 24 | 0xFFFFFE);
    public static readonly InterfaceAddress HubOverlay = new(From(10u << 24 | 0xFFFFFE), 8);

    public static IPAddress Nbma(int spoke) => From(30u << 24 | (uint)spoke);

    public static InterfaceAddress Overlay(int spoke) => new(From(10u << 24 | (uint)spoke), 8);

    public static IPAddress Host(int spoke) => From((20u << 24) + ((uint)spoke * 16) + 1);

    public static IPNetwork Lan(int spoke) => new(From((20u << 24) + ((uint)spoke * 16)), 28);

    public static int SpokeAt(IPAddress nbma) => (int)(Number(nbma) & 0xFFFFFF);

    public static int SpokeBehind(IPAddress host) => (int)((Number(host) & 0xFFFFFF) / 16);

    public static bool IsHost(IPAddress address) => Number(address) >> 24 == 20;

    private static uint Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    private static IPAddress From(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}

/// <summary>The hub knows which spoke has which prefix, as it would by BGP.</summary>
internal sealed class HubRoutes : IOverlayRoutes
{
    public OverlayRoute Find(IPAddress destination)
    {
        if (!Addresses.IsHost(destination))
            return OverlayRoute.None;
        var spoke = Addresses.SpokeBehind(destination);
        return new OverlayRoute(Addresses.Lan(spoke), false, Addresses.Overlay(spoke).Address);
    }
}

/// <summary>A spoke has its own prefix; the rest is behind the hub.</summary>
internal sealed class SpokeRoutes(int spoke) : IOverlayRoutes
{
    public OverlayRoute Find(IPAddress destination) => Addresses.IsHost(destination) && Addresses.SpokeBehind(destination) == spoke
        ? new OverlayRoute(Addresses.Lan(spoke), true, null)
        : new OverlayRoute(new IPNetwork(IPAddress.Any, 0), false, Addresses.HubOverlay.Address);
}
