using System.Net;
using Router.Core.Values;
using Router.Mesh.Tests.Network;
using Router.Mesh.Tests.Transitions;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests.Hostile;

/// <summary>Meshes with somebody in them who means harm.</summary>
internal static class HostileMesh
{
    public static readonly IPAddress Victim = IPAddress.Parse("10.255.1.2");
    public static readonly IPAddress Attacker = IPAddress.Parse("10.0.1.66");

    public static NhrpPacket Registration(int number, string nbma) => new()
    {
        Type = NhrpPacketType.RegistrationRequest,
        RequestId = 1,
        Source = IPAddress.Parse($"10.255.{1 + (number / 250)}.{number % 250}"),
        SourceNbma = IPAddress.Parse(nbma),
        Destination = Meshes.HubOverlay,
        Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = 60 }],
    };

    public static NhrpPacket Request(MeshNode from) => new()
    {
        Type = NhrpPacketType.ResolutionRequest,
        Flags = NhrpFlags.ResolutionRouter | NhrpFlags.ResolutionAuthoritative,
        RequestId = 7,
        Source = from.Machine.Identity.Overlay,
        SourceNbma = from.Nbma,
        Destination = IPAddress.Parse("10.128.2.1"),
        Entries = [new NhrpCie { PrefixLength = 32, HoldingTime = 60 }],
    };

    public static Rig HubRig() =>
        new(Rig.Spoke with { Nbma = Rig.Hub, Overlay = new InterfaceAddress(Rig.HubOverlay, 16), Hubs = [], Authentication = "key" });

    public static (MeshNetwork Network, MeshNode Hub, MeshNode Spoke) Registered(string? key = null, bool unique = false)
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub(key));
        var spoke = network.Add(Meshes.Spoke(2, key: key, unique: unique));
        network.Start(spoke);
        return (network, hub, spoke);
    }

    /// <summary>A hub and two spokes with a shortcut between them.</summary>
    public static (MeshNetwork Network, MeshNode Hub, MeshNode Two, MeshNode Three) Busy(
        bool secured, Func<MeshSettings, MeshSettings>? change = null)
    {
        var network = new MeshNetwork();
        change ??= settings => settings;
        var hub = network.Add(change(Meshes.Hub()) with { Secured = secured }, null, Meshes.HubRoutes());
        var two = network.Add(Meshes.Spoke(2) with { Secured = secured }, null, Meshes.SpokeRoutes(2));
        var three = network.Add(Meshes.Spoke(3) with { Secured = secured }, null, Meshes.SpokeRoutes(3));
        network.Start(two);
        network.Start(three);
        network.Advance(TimeSpan.FromSeconds(1));
        Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");
        network.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(two.Shortcuts);
        return (network, hub, two, three);
    }

    public static void FixChecksum(byte[] bytes)
    {
        bytes[12] = bytes[13] = 0;
        var sum = NhrpChecksum.Compute(bytes.AsSpan(0, Math.Min(bytes.Length, (bytes[10] << 8) | bytes[11])));
        (bytes[12], bytes[13]) = ((byte)(sum >> 8), (byte)sum);
    }
}
