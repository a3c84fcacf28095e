using System.Text.Json;
using Router.Api.Contract;

namespace Router.Daemon.Status.Frr;

/// <summary>
/// FRR's <c>show bgp vrf all summary json</c>: an object a routing domain, in it one a family, in which <c>peers</c> is by address.
/// </summary>
internal static class BgpSummary
{
    private static readonly (string Key, string Family)[] Families = [("ipv4Unicast", "ipv4"), ("ipv6Unicast", "ipv6")];

    private const string MainTable = "default";

    /// <summary>False: it is something else.</summary>
    public static bool TryParse(string json, out Response.Bgp bgp)
    {
        bgp = new(null, null, []);
        try
        {
            using var document = JsonDocument.Parse(json);
            var neighbours = new List<BgpNeighbourStatus>();
            foreach (var domain in document.RootElement.EnumerateObject())
            {
                foreach (var (key, family) in Families)
                {
                    if (!domain.Value.TryGetProperty(key, out var found) || !found.TryGetProperty("peers", out var peers))
                        continue;
                    neighbours.AddRange(
                        peers.EnumerateObject().Select(peer => Neighbour(peer, family, domain.Name == MainTable ? null : domain.Name)));
                    bgp = new(
                        bgp.As ?? found.GetProperty("as").GetInt64(),
                        bgp.RouterId ?? found.GetProperty("routerId").GetString(),
                        neighbours);
                }
            }
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static BgpNeighbourStatus Neighbour(JsonProperty peer, string family, string? vrf)
    {
        var milliseconds = peer.Value.GetProperty("peerUptimeMsec").GetInt64();
        return new(
            peer.Name, family, peer.Value.GetProperty("remoteAs").GetInt64(),
            peer.Value.GetProperty("state").GetString()!, milliseconds == 0 ? null : milliseconds / 1000,
            Number(peer.Value, "pfxRcd"), Number(peer.Value, "pfxSnt"))
        {
            Vrf = vrf,
        };
    }

    private static int Number(JsonElement peer, string name) => peer.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
