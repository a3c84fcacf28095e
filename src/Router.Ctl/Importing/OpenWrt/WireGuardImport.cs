using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>An interface with <c>proto wireguard</c>, and its peers in sections of the type <c>wireguard_NAME</c>.</summary>
internal static class WireGuardImport
{
    private const string UsualPort = "51820";

    public static void Run(ImportContext context, UciSection section, RouteImport routes)
    {
        var name = section.Name!;
        string[] path = ["interfaces", name, "wireguard"];
        context.Draft.Map(ImportContext.Of(section.Find("proto")), path);
        context.Keep(section.Find("private_key"), $"{name}-key", [.. path, "private-key"]);
        if (section.Find("listen_port") is { } port)
            context.Draft.Set([port.Source], port.Value, [.. path, "port"]);
        foreach (var line in section.All("addresses"))
        {
            foreach (var word in line.Words)
                Address(context, name, word, line);
        }
        var names = new Names("peer");
        foreach (var peer in context.Sections("network", $"wireguard_{name}"))
            Peer(context, [.. path, "peers", names.Of(peer.Value("description") ?? peer.Name)], name, peer, routes);
    }

    private static void Address(ImportContext context, string name, string word, UciLine line)
    {
        var address = word.Contains('/', StringComparison.Ordinal) ? word
            : word.Contains(':', StringComparison.Ordinal) ? $"{word}/128" : $"{word}/32";
        context.Draft.Add([line.Source], address, "interfaces", name, "addresses");
        if (InterfaceAddress.TryParse(address, out var parsed))
            context.Addresses.Add((name, parsed));
    }

    private static void Peer(ImportContext context, string[] path, string name, UciSection peer, RouteImport routes)
    {
        var draft = context.Draft;
        var disabled = peer.Find("disabled") is { Switch: true } line ? line : null;
        draft.Map(ImportContext.Of(peer.Find("description"), disabled), path).Inactive = disabled is not null;
        if (peer.Find("public_key") is { } key)
            draft.Set([key.Source], key.Value, [.. path, "public-key"]);
        context.Keep(peer.Find("preshared_key"), $"{name}-{path[^1].Replace(' ', '-')}-key", [.. path, "preshared-key"]);
        Endpoint(context, path, peer);
        if (peer.Find("persistent_keepalive") is { } keepalive)
            draft.Set([keepalive.Source], $"{keepalive.Value}s", [.. path, "keepalive"]);
        var route = peer.Find("route_allowed_ips");
        foreach (var allowed in peer.All("allowed_ips"))
        {
            foreach (var word in allowed.Words)
            {
                var prefix = RouteImport.Prefix(word);
                draft.Add([allowed.Source], prefix, [.. path, "allowed"]);
                if (route?.Switch == true && disabled is null)
                    routes.Add(new(prefix, [route.Source, allowed.Source]) { Interface = name });
            }
        }
    }

    private static void Endpoint(ImportContext context, string[] path, UciSection peer)
    {
        if (peer.Find("endpoint_host") is not { } host)
            return;
        var port = peer.Find("endpoint_port");
        if (!IPAddress.TryParse(host.Value, out var address))
        {
            foreach (var line in new[] { host, port })
                context.Say(line, Fate.NotSayable, "a peer is called by its address: there is no word for a name");
            return;
        }
        var end = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
        context.Draft.Set(ImportContext.Of(host, port), $"{end}:{port?.Value ?? UsualPort}", [.. path, "endpoint"]);
    }
}
