using Router.Core.Values;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>Interfaces that are tunnels: <c>6in4</c>, <c>6rd</c>, <c>dslite</c>, <c>gre</c>, <c>gretap</c> and <c>ipip</c>.</summary>
internal static class TunnelImport
{
    private const string Everywhere = "::/0";

    /// <summary>The interfaces towards the provider have these names there.</summary>
    private const string UsualLine = "wan", UsualLine6 = "wan6";

    public static bool Knows(string? proto) => proto is "6in4" or "6rd" or "dslite" or "gre" or "gretap" or "ipip";

    /// <summary>True: networks inside can take a part of its prefix.</summary>
    public static bool Run(ImportContext context, UciSection section, RouteImport routes)
    {
        var (name, proto) = (section.Name!, section.Find("proto")!);
        string[] path = ["interfaces", name, proto.Value];
        context.Draft.Map([proto.Source], path);
        switch (proto.Value)
        {
            case "6rd":
                SixRd(context, section, path);
                break;
            case "dslite":
                Set(context, section.Find("peeraddr"), [.. path, "aftr"]);
                Set(context, section.Find("ip6addr"), [.. path, "local"]);
                Underlay(context, section, path, section.Find("ip6addr") is null ? proto : null, UsualLine6);
                break;
            default:
                Set(context, section.Find("peeraddr"), [.. path, "remote"]);
                Set(context, section.Find("ipaddr"), [.. path, "local"]);
                Underlay(context, section, path, null, UsualLine);
                break;
        }
        Set(context, section.Find("ttl"), [.. path, "ttl"]);
        Key(context, section, path);
        if (proto.Value == "6in4")
            SixInFour(context, section, name, routes);
        if (section.Find("network") is { } bridge && proto.Value == "gretap"
            && context.Interfaces.TryGetValue(bridge.Value, out var owner) && context.Draft.Has("interfaces", owner, "bridge"))
            context.Draft.Add([bridge.Source], name, "interfaces", owner, "bridge");
        return proto.Value == "6rd";
    }

    private static void SixRd(ImportContext context, UciSection section, string[] path)
    {
        Set(context, section.Find("peeraddr"), [.. path, "relay"]);
        Set(context, section.Find("ip4prefixlen"), [.. path, "ipv4-shared"]);
        Set(context, section.Find("ipaddr"), [.. path, "local"]);
        var (prefix, length) = (section.Find("ip6prefix"), section.Find("ip6prefixlen"));
        if (prefix is not null)
            context.Draft.Set(
                ImportContext.Of(prefix, length),
                prefix.Value.Contains('/', StringComparison.Ordinal) ? prefix.Value : $"{prefix.Value}/{length?.Value ?? "32"}",
                [.. path, "prefix"]);
        Underlay(context, section, path, section.Find("ipaddr") is null ? section.Find("proto") : null, UsualLine);
    }

    /// <summary>The broker's network on the tunnel, and the default route that comes with it.</summary>
    private static void SixInFour(ImportContext context, UciSection section, string name, RouteImport routes)
    {
        foreach (var line in section.All("ip6addr"))
        {
            foreach (var word in line.Words)
            {
                var address = word.Contains('/', StringComparison.Ordinal) ? word : $"{word}/64";
                context.Draft.Add([line.Source], address, "interfaces", name, "addresses");
                if (InterfaceAddress.TryParse(address, out var parsed))
                    context.Addresses.Add((name, parsed));
            }
        }
        foreach (var prefix in section.All("ip6prefix"))
            context.Say(prefix, Fate.NotSayable, "give networks inside addresses of the routed prefix: interfaces NAME addresses");
        if (section.Is("defaultroute", otherwise: true))
            routes.Add(new(Everywhere, ImportContext.Of(section.Find("defaultroute") ?? section.Find("proto"))) { Interface = name });
        else
            context.Say(section.Find("defaultroute"), Fate.AlwaysSo, "a default route is there where routes says so");
    }

    private static void Key(ImportContext context, UciSection section, string[] path)
    {
        var (here, there) = (section.Find("ikey"), section.Find("okey"));
        if (path[^1] is not ("gre" or "gretap") || (here ?? there) is not { } key)
            return;
        if (here is not null && there is not null && here.Value != there.Value)
            context.Say(there, Fate.Contradicts, "both ends have the same key");
        context.Draft.Set(ImportContext.Of(here, here?.Value == there?.Value || here is null ? there : null), key.Value, [.. path, "key"]);
    }

    /// <summary>The interface that it names, or that it takes where it needs one (<paramref name="needs"/>).</summary>
    private static void Underlay(ImportContext context, UciSection section, string[] path, UciLine? needs, string usual)
    {
        var link = section.Find("tunlink");
        if (path[^1] == "gre" || section.Find("ipaddr") is not null)
        {
            context.Say(link, Fate.AlwaysSo, "its packets leave with their address by the route to the other end");
            return;
        }
        if (link is not null && context.Interfaces.TryGetValue(link.Value, out var named))
            context.Draft.Set([link.Source], named, [.. path, "underlay"]);
        else if (needs is not null
            && (context.Interfaces.GetValueOrDefault(usual) ?? context.Interfaces.GetValueOrDefault(UsualLine)) is { } line)
            context.Draft.Set([needs.Source], line, [.. path, "underlay"]);
    }

    private static void Set(ImportContext context, UciLine? line, string[] path)
    {
        if (line is not null)
            context.Draft.Set([line.Source], line.Value, path);
    }
}
