using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Mesh;

internal static class BgpShape
{
    private static readonly ScalarShape<uint> AsNumber = new(
        "AS number",
        (string text, out uint value) => uint.TryParse(text, out value) && value is > 0 and < uint.MaxValue
            ? null
            : "is not a number from 1 to 4294967294",
        value => $"{value}")
    {
        JsonType = "integer",
        Bounds = (1, uint.MaxValue - 1),
        ExampleText = "65000",
    };

    public static readonly RecordShape<BgpConfig> Shape = new RecordShape<BgpConfig>(
            "BGP of a mesh", "Who is behind which router, told by BGP: a hub reflects what spokes tell it.", () => new())
        .WithValue("as", AsNumber, b => b.As == 0 ? null : b.As, (b, v) => b with { As = v },
            "The autonomous system that all routers of the mesh are in; 64512 to 65534 are for private use.", required: true)
        .With("hubs", new ListShape<IPAddress>(NetworkScalars.Address), b => b.Hubs, (b, v) => b with { Hubs = v },
            "Where hubs are inside the mesh, the preferred one first; without it the first addresses of the mesh's network, one for each hub.")
        .With("advertise", new ListShape<string>(ZoneShape.Interface), b => b.Advertise, (b, v) => b with { Advertise = v },
            "Interfaces whose networks the others are told of; without it all of the mesh's VRF (or the main table) that have fixed addresses and carry no mesh.");
}
