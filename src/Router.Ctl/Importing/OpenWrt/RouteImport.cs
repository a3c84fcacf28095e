using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>Routes of interfaces, of <c>route</c> and <c>route6</c>, and the rules that choose a table (<c>rule</c>,
/// <c>rule6</c>).</summary>
internal sealed class RouteImport(ImportContext context)
{
    private const string Main = "main";

    private readonly List<ImportedRoute> routes = [];

    private Draft Draft => context.Draft;

    public void Add(ImportedRoute route) => routes.Add(route);

    /// <summary>An address alone is a prefix of its length.</summary>
    public static string Prefix(string word) => word.Contains('/', StringComparison.Ordinal) || !IPAddress.TryParse(word, out var address)
        ? word
        : $"{word}/{(address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32)}";

    public void Run()
    {
        foreach (var section in context.Sections("network", "route"))
            One(section, ipv6: false);
        foreach (var section in context.Sections("network", "route6"))
            One(section, ipv6: true);
        foreach (var same in routes.GroupBy(route => (route.Table, Normal(route.Prefix))))
            Write(same.Key.Table, same.Key.Item2, [.. same]);
        Rules();
    }

    /// <summary>Tables go by their number there.</summary>
    private static string TableName(string there) =>
        there is "254" or "main" ? Main
        : int.TryParse(there, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"table-{there}"
        : there;

    private static string Normal(string prefix) =>
        IPNetwork.TryParse(prefix, out var network) ? $"{network}"
        : prefix.Split('/') is [var address, var length] && IPAddress.TryParse(address, out var ip) && int.TryParse(length, out var bits)
            && bits >= 0 && bits <= ip.GetAddressBytes().Length * 8
            ? $"{Masked(ip, bits)}/{bits}"
            : prefix;

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (8 * i), 0, 8));
        return new(bytes);
    }

    private void One(UciSection section, bool ipv6)
    {
        if (section.Is("disabled"))
        {
            context.Rest(section, Fate.AlwaysSo, "a route that is not there");
            return;
        }
        if (section.Find("source") is not null)
        {
            context.Rest(section, Fate.NotSayable, "the route is left out: there is no word for its source");
            return;
        }
        var (target, netmask, gateway) = (section.Find("target"), section.Find("netmask"), section.Find("gateway"));
        var prefix = target?.Value switch
        {
            null or "default" => ipv6 ? "::/0" : "0.0.0.0/0",
            var word when netmask is not null => $"{word}/{Bits(netmask.Value)}",
            var word => Prefix(word),
        };
        var link = section.Find("interface");
        Add(new(prefix, ImportContext.Of(target, netmask, gateway))
        {
            Section = section,
            Via = gateway?.Value is null or "0.0.0.0" or "::" ? null : gateway.Value,
            Interface = link is null ? null : context.Interfaces.GetValueOrDefault(link.Value, link.Value),
            Link = link,
            Metric = section.Find("metric"),
            Type = section.Find("type"),
            OnLink = section.Find("onlink"),
            Table = TableName(section.Value("table") ?? Main),
            TableLine = section.Find("table"),
        });
    }

    private static string Bits(string netmask) =>
        IPAddress.TryParse(netmask, out var mask) && mask.AddressFamily == AddressFamily.InterNetwork
            ? mask.GetAddressBytes().Sum(b => System.Numerics.BitOperations.PopCount(b)).ToString(CultureInfo.InvariantCulture)
            : netmask;

    private void Write(string table, string prefix, IReadOnlyList<ImportedRoute> ways)
    {
        string[] path = ["routes", prefix];
        if (table != Main)
        {
            path = ["routing", "tables", table, .. path];
            foreach (var way in ways)
                Table(table, way.TableLine);
        }
        foreach (var way in ways)
            context.Say(way.TableLine, Fate.Said, string.Join(' ', path));
        if (ways.Count == 1)
        {
            Way(path, ways[0]);
            return;
        }
        foreach (var way in ways)
        {
            if (way.Via is { } via)
                Way([.. path, "ways", via], way with { Via = null });
            else
                context.Ledger.Overrule(way.From[0], Fate.Contradicts, $"{prefix} has other ways already, and this one has no gateway");
        }
    }

    private void Table(string name, UciLine? line) => Draft.Set(
        ImportContext.Of(line), name.Replace("table-", "", StringComparison.Ordinal), "routing", "tables", name, "id");

    private void Way(string[] path, ImportedRoute way)
    {
        Draft.Map(way.From, path).Whole = true;
        if (way.Via is { } via)
            Draft.Set([], via, [.. path, "via"]);
        if (way.Type?.Value is "blackhole" or "unreachable" or "prohibit")
            Draft.Set([way.Type.Source], "true", [.. path, way.Type.Value]);
        else if (way.Interface is { } link)
            Draft.Set(ImportContext.Of(way.Link), link, [.. path, "interface"]);
        if (way.Type?.Value == "unicast")
            context.Say(way.Type, Fate.AlwaysSo, "what a route is");
        if (way.OnLink is { Switch: true })
            Draft.Set([way.OnLink.Source], "true", [.. path, "on-link"]);
        if (way.Metric is { } metric)
            Draft.Set([metric.Source], metric.Value, [.. path, "metric"]);
    }

    /// <summary>By their priority, which the document says by their order.</summary>
    private void Rules()
    {
        var names = new Names("rule");
        var rules = context.Sections("network", "rule").Concat(context.Sections("network", "rule6"))
            .OrderBy(section => int.TryParse(section.Value("priority"), out var number) ? number : int.MaxValue);
        foreach (var section in rules)
        {
            var unknown = section.Lines.Find(line => line.Name is not ("name" or "priority" or "in" or "src" or "dest" or "mark" or "lookup"
                or "disabled"));
            if (unknown is not null || section.Find("lookup") is not { } lookup)
            {
                context.Rest(section, Fate.NotSayable, $"the rule is left out: {unknown?.Name ?? "it leads to no table"}");
                continue;
            }
            Rule(section, lookup, ["routing", "rules", names.Of(section.Value("name") ?? section.Name)]);
        }
    }

    private void Rule(UciSection section, UciLine lookup, string[] path)
    {
        var entry = Draft.Map(ImportContext.Of(section.Find("name"), section.Find("priority"), section.Find("disabled")), path);
        entry.Whole = true;
        entry.Inactive = section.Is("disabled");
        if (section.Find("src") is { } source)
            Draft.Set([source.Source], Prefix(source.Value), [.. path, "source"]);
        if (section.Find("in") is { } from)
            Draft.Set([from.Source], context.Interfaces.GetValueOrDefault(from.Value, from.Value), [.. path, "from"]);
        if (section.Find("mark") is { } mark)
            Draft.Set([mark.Source], Numbers.Decimal(mark.Value), [.. path, "mark"]);
        if (section.Find("dest") is { } destination)
            Draft.Set([destination.Source], Prefix(destination.Value), [.. path, "destination"]);
        var table = TableName(lookup.Value);
        Draft.Set([lookup.Source], table, [.. path, "table"]);
        // A table without routes asks nobody, which is what it does there.
        if (table != Main && !Draft.Has("routing", "tables", table))
            Table(table, lookup);
    }
}

/// <summary>A way to a prefix, with the lines that say so.</summary>
internal sealed record ImportedRoute(string Prefix, SourceLine[] From)
{
    public UciSection? Section { get; init; }

    public string? Via { get; init; }

    public string? Interface { get; init; }

    public UciLine? Link { get; init; }

    public UciLine? Metric { get; init; }

    public UciLine? Type { get; init; }

    public UciLine? OnLink { get; init; }

    public string Table { get; init; } = "main";

    public UciLine? TableLine { get; init; }
}
