using System.Globalization;
using System.Text.Json;
using Router.Api.Contract;

namespace Router.Daemon.Status.Routes;

/// <summary>Routes as <c>ip -N -j route</c> prints them: numbers for names, so that they do not hang on files of the machine.</summary>
internal static class RouteList
{
    /// <param name="json">An array of objects; empty text for none.</param>
    /// <param name="names">The admin's name of each device that has one.</param>
    public static IReadOnlyList<RouteStatus> Parse(string json, bool version6, IReadOnlyDictionary<string, string> names)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        using var document = JsonDocument.Parse(json);
        return
        [
            .. from route in document.RootElement.EnumerateArray()
               from way in Ways(route)
               select Route(route, way, version6, names),
        ];
    }

    /// <summary>Those of a route that has several, each on its own.</summary>
    private static JsonElement[] Ways(JsonElement route) =>
        route.TryGetProperty("nexthops", out var several) ? [.. several.EnumerateArray()] : [route];

    private static RouteStatus Route(JsonElement route, JsonElement way, bool version6, IReadOnlyDictionary<string, string> names)
    {
        var destination = Text(route, "dst")!;
        if (destination == "default")
            destination = version6 ? "::/0" : "0.0.0.0/0";
        else if (!destination.Contains('/', StringComparison.Ordinal))
            destination += version6 ? "/128" : "/32";
        var device = Text(way, "dev");
        return new RouteStatus(
            destination,
            Text(way, "gateway") ?? (way.TryGetProperty("via", out var via) ? Text(via, "host") : null),
            device,
            device is not null && names.TryGetValue(device, out var name) ? name : null,
            Protocol(Text(route, "protocol") ?? "0"),
            Kind(Text(route, "type") ?? "1"),
            route.TryGetProperty("metric", out var metric) ? metric.GetUInt32() : null,
            Text(route, "prefsrc"));
    }

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetInt32().ToString(CultureInfo.InvariantCulture)
        : value.GetString();

    /// <summary>RTPROT_… of <c>linux/rtnetlink.h</c>, and our own.</summary>
    private static string Protocol(string number) => number switch
    {
        "1" => "redirect",
        "2" => "kernel",
        "3" => "boot",
        "4" => "static",
        "9" => "ra",
        "16" => "dhcp",
        "84" => "router",
        "85" => "shortcut",
        "86" => "mesh",
        "87" => "uplink",
        "186" => "bgp",
        "187" => "isis",
        "188" => "ospf",
        "189" => "rip",
        "192" => "eigrp",
        _ => number,
    };

    /// <summary>RTN_… of <c>linux/rtnetlink.h</c>.</summary>
    private static string Kind(string number) => number switch
    {
        "1" => "unicast",
        "2" => "local",
        "3" => "broadcast",
        "4" => "anycast",
        "5" => "multicast",
        "6" => "blackhole",
        "7" => "unreachable",
        "8" => "prohibit",
        "9" => "throw",
        _ => number,
    };
}
