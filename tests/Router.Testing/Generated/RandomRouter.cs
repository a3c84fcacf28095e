using System.Text;
using Router.Features.Composition;
using Router.Features.Configuration;

namespace Router.Testing.Generated;

/// <summary>
/// Documents at random that pass the check, over the ports <c>eth0</c> to <c>eth3</c>. Names, numbers, networks and sizes come from small
/// pools, so
/// that from one document to the next the same things change their names, owners and places. <paramref name="kinds"/>: the keys of the
/// kinds of links that the kernel at hand makes.
/// </summary>
public sealed class RandomRouter(Random random, params string[] kinds)
{
    public const int Ports = 4;
    private const int Networks = 4, FirstOutside = 40;
    private const string Key = "VVebVXiW0M4XZMR/7WRPmzX1i61iBnSvI/NW2A7QxQM=";

    private readonly List<string> names = [];
    private readonly StringBuilder text = new();

    /// <summary>The next one that passes the check, and how many did not before it.</summary>
    public (string Document, int Rejected) Next()
    {
        for (var rejected = 0; ; rejected++)
        {
            var document = Make();
            if (ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Surroundings.None).Problems.Count == 0)
                return (document, rejected);
        }
    }

    /// <summary>An address that a DHCP server or an advertisement might give to the port; with its prefix length.</summary>
    public string Lease(int port) => random.Next(3) == 0 ? Outside(port) : Address4();

    /// <summary>What is advertised on one line is not the network of another.</summary>
    private string Outside(int port) => $"2001:db8:{FirstOutside + port}::{random.Next(1, 4)}/{Pick("64", "64", "128")}";

    private string Make()
    {
        names.Clear();
        text.Clear().Append("version: 1\ninterfaces:\n");
        var places = Enumerable.Range(0, Ports)
            .ToLookup(_ => Pick("none", "alone", "alone", "alone", "br1", "br2", "bond"), port => $"eth{port}");
        foreach (var port in places["alone"].Concat(Makes("bond") ? [] : places["bond"]))
            Interface($"e{port[^1]}", $"device: {port}", leased: true);
        foreach (var bridge in (string[])["br1", "br2"])
        {
            if (places[bridge].Any())
                Interface(bridge, $"bridge: [{string.Join(", ", places[bridge])}]", leased: false);
        }
        if (Makes("bond") && places["bond"].Any())
            Interface(Pick("b1", "b2"), $"bond: {{ members: [{string.Join(", ", places["bond"])}] }}", leased: false);
        Made();
        Routes("routes:\n", "  ");
        Routing();
        text.Append("firewall: { marks: [{ name: m, service: smtp, mark: 5 }] }\n");
        return text.ToString();
    }

    private void Made()
    {
        Some(
            "vxlan",
            Pick("x1", "x2"),
            () =>
                $"vxlan: {{ id: {random.Next(2)}, {Pick("remote: 192.0.2.1", "remote: 192.0.2.2", "remote: \"2001:db8:99::1\"")}{Pick("", ", port: 4790")} }}{On(optional: true)}");
        Some("vxlan", "x3", () => $"vxlan: {{ id: {random.Next(2)}, remote: {Pick("192.0.2.1", "0.0.0.0")} }}");
        Some("dummy", Pick("d1", "d2"), () => "dummy: true");
        foreach (var name in (string[])["v1", "v2", "v3"])
            Some("vlan", name, () => $"{Pick("vlan", "vlan", "qinq")}: {random.Next(5, 7)}{On(optional: false)}");
        Some("gre", Pick("g1", "g2"), () => $"gre: {{ remote: 192.0.2.{random.Next(1, 3)}{Pick("", ", key: 5", ", key: 0")} }}");
        Some(
            "gre",
            Pick("g3", "g4"),
            () => $"gre: {{ remote: \"2001:db8:99::{random.Next(1, 3)}\"{Pick("", ", key: 0")} }}{On(optional: true)}");
        Some(
            "wireguard",
            Pick("w1", "w2"),
            () =>
                $"wireguard: {{ private-key: !secret tunnel, {Pick("", "port: 51820, ", "port: 51821, ", "port: 4789, ")}peers: {{ a: {{ public-key: \"{Key}\" }} }} }}");
        Some("wireguard", "w3", () => $"wireguard: {{ private-key: !secret tunnel, port: {Pick("51820", "51821")} }}");
        if (!Makes("veth") || random.Next(3) > 0)
            return;
        var (one, other) = (Pick("p1", "p4"), Pick("p2", "p3"));
        Interface(one, $"veth: {other}", leased: false);
        Interface(other, $"veth: {one}", leased: false);
    }

    private void Some(string kind, string name, Func<string> what)
    {
        if (Makes(kind) && random.Next(2) == 0)
            Interface(name, what(), leased: false);
    }

    private string On(bool optional) => names.Count == 0 || (optional && random.Next(2) == 0) ? "" : $", on: {Pick([.. names])}";

    private void Interface(string name, string what, bool leased)
    {
        var words = new List<string> { what, "zone: lan" };
        var addresses = Enumerable.Range(0, random.Next(4))
            .Select(_ => random.Next(3) > 0 ? Address4() : leased && random.Next(2) == 0 ? Outside(name[^1] - '0') : Address6())
            .Distinct()
            .ToList();
        if (addresses.Count > 0)
            words.Add($"addresses: [{string.Join(", ", addresses.Select(address => $"\"{address}\""))}]");
        if (random.Next(3) == 0)
            words.Add($"mtu: {Pick("1500", "1450", "1400", "1300", "1280", "1000", "576")}");
        if (random.Next(6) == 0)
            words.Add("enabled: false");
        if (leased && random.Next(3) == 0)
            words.Add("dhcp: true");
        if (leased && random.Next(4) == 0)
            words.Add("ipv6: {}");
        if (Makes("vrf") && random.Next(6) == 0)
            words.Add($"vrf: {Pick("red", "blue")}");
        text.Append($"  {name}: {{ {string.Join(", ", words)} }}\n");
        names.Add(name);
    }

    private string Address4() => $"10.{random.Next(Networks)}.0.{random.Next(1, 4)}/{Pick("24", "24", "24", "25", "32", "31")}";

    private string Address6() => $"2001:db8:{random.Next(Networks)}::{random.Next(1, 4)}/{Pick("64", "64", "48", "128")}";

    private void Routes(string head, string indent)
    {
        var routes = Enumerable.Range(0, random.Next(5))
            .Select(_ => random.Next(3) == 0 ? Route6() : Route4())
            .DistinctBy(route => route.Prefix)
            .ToList();
        if (routes.Count == 0)
            return;
        text.Append(head);
        foreach (var (prefix, way) in routes)
            text.Append($"{indent}\"{prefix}\": {{ {way}{Pick("", "", ", metric: 7")} }}\n");
    }

    private (string Prefix, string Way) Route4()
    {
        var network = random.Next(Networks);
        return (Pick("0.0.0.0/0", "172.16.0.0/24", "172.16.1.0/24", $"10.{network}.0.9/32", $"10.{network}.0.0/28", "192.0.2.0/24"),
            Way($"10.{random.Next(Networks)}.0.{Pick("1", "2", "9", "200")}"));
    }

    private (string Prefix, string Way) Route6()
    {
        var network = random.Next(Networks);
        return (Pick("::/0", "2001:db8:f0::/48", "2001:db8:f1::/48", $"2001:db8:{network}::9/128", $"2001:db8:{network}::/112"),
            Way($"2001:db8:{(random.Next(2) == 0 ? FirstOutside : 0) + random.Next(Networks)}::{Pick("1", "2", "9")}"));
    }

    private string Way(string gateway)
    {
        var over = names.Count == 0 ? "" : $"interface: {Pick([.. names])}";
        return random.Next(8) switch
        {
            0 => "blackhole: true",
            1 => "unreachable: true",
            2 when over.Length > 0 => over,
            3 when over.Length > 0 => $"via: \"{gateway}\", {over}, on-link: true",
            4 or 5 when over.Length > 0 => $"via: \"{gateway}\", {over}",
            _ => $"via: \"{gateway}\"",
        };
    }

    private void Routing()
    {
        text.Append("routing:\n  tables:\n");
        foreach (var (table, number) in (ReadOnlySpan<(string, int)>)[("two", 102), ("three", 103)])
        {
            text.Append($"    {table}:\n      id: {number}\n");
            Routes("      routes:\n", "        ");
        }
        if (Makes("vrf"))
        {
            text.Append("  vrfs:\n");
            foreach (var (vrf, number) in (ReadOnlySpan<(string, int)>)[("red", 110), ("blue", 111)])
            {
                text.Append($"    {vrf}:\n      id: {number}\n");
                Routes("      routes:\n", "        ");
            }
        }
        var rules = Enumerable.Range(0, random.Next(3)).Select(i =>
            $"    - {{ name: r{i}{Pick("", ", source: 0.0.0.0/0", ", source: \"::/0\"", ", source: 10.0.0.0/8", ", source: 10.1.0.0/16")}"
                + $"{(names.Count == 0 ? "" : Pick("", "", $", from: {Pick([.. names])}"))}{Pick("", ", mark: 5")}, table: {Pick("two", "three", "main")} }}\n")
                    .ToList();
        if (rules.Count > 0)
            text.Append("  rules:\n").AppendJoin("", rules);
    }

    private bool Makes(string kind) => kinds.Contains(kind);

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
