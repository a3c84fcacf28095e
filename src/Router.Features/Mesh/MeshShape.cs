using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Mesh;

internal static class MeshShape
{
    public static readonly ScalarShape<string> Name = Scalars.Text("mesh", "branches", check: CarriedName.CheckMadeLink);

    private static readonly ScalarShape<bool> Transport = Scalars.Choice(
        "transport", ("ipv4", false, "GRE over IPv4"), ("ipv6", true, "GRE over IPv6"));

    private static readonly RecordShape<MeshConfig> Shape = new RecordShape<MeshConfig>(
            "mesh", "A DMVPN that this router takes part in.", () => new())
        .With("underlay", ZoneShape.Interface, m => m.Underlay, (m, v) => m with { Underlay = v },
            "The interface whose address peers reach us at.", required: true)
        .WithValue("transport", Transport, m => m.OverIPv6, (m, v) => m with { OverIPv6 = v },
            "The family of the tunnels' outer addresses; inside is what address says.")
        .WithValue("address", NetworkScalars.InterfaceAddress, m => m.Address, (m, v) => m with { Address = v },
            "Our address in the mesh; its prefix is the mesh's network.", required: true)
        .WithValue("key", Scalars.Metric, m => m.Key, (m, v) => m with { Key = v },
            "The GRE key: a number that all peers share and that tells meshes on one underlay apart.")
        .With("hubs", new ListShape<string>(NameScalars.Hub), m => m.Hubs, (m, v) => m with { Hubs = v },
            "Hubs by address or name, the preferred one first; without any this router is a hub.")
        .With(
            "bgp", BgpShape.Shape, m => m.Bgp, (m, v) => m with { Bgp = v }, "Routing over the mesh by BGP: { as: 65000 } is all it takes.")
        .With("ipsec", IpsecShape.Shape, m => m.Ipsec, (m, v) => m with { Ipsec = v }, "How tunnels are protected: none, or keys.")
        .With("zone", ZoneShape.Zone, m => m.Zone, (m, v) => m with { Zone = v },
            "The firewall zone; without it a zone of the mesh's own name.")
        .With("vrf", ZoneShape.Vrf, m => m.Vrf, (m, v) => m with { Vrf = v },
            "The routing domain (routing vrfs) of what goes inside; the underlay may be in another.")
        .WithValue("authentication", SecretShape.Shape, m => m.Authentication, (m, v) => m with { Authentication = v },
            "NHRP's own key, 8 characters at most. It goes in clear: it keeps meshes apart and protects nothing.")
        .WithValue("holding-time", Scalars.Duration, m => m.HoldingTime, (m, v) => m with { HoldingTime = v },
            "How long others may keep what this router registers; renewed at a third.")
        .WithValue("mtu", Scalars.Number(576, 9000, "bytes", "1400"), m => m.Mtu, (m, v) => m with { Mtu = v },
            "Largest packet inside the tunnels.")
        .WithValue("unique", Scalars.Switch, m => m.Unique, (m, v) => m with { Unique = v },
            "Hubs refuse this router's overlay address to others.")
        .WithValue("redirect", Scalars.Switch, m => m.Redirect, (m, v) => m with { Redirect = v },
            "As a hub: tell peers of shorter ways to each other.")
        .WithValue("peers", Scalars.Number(1, 100_000, "peers", "10000"), m => m.Peers, (m, v) => m with { Peers = v },
            "How many peers may register here.");

    public static readonly MapShape<string, MeshConfig> Map = new(Name, Shape);
}
