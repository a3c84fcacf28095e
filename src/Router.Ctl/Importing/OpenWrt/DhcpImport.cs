using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary><c>dhcp</c> of <c>dhcp</c>: addresses and advertisements for the hosts of an interface; and <c>host</c>, those that are
/// known.</summary>
internal sealed class DhcpImport(ImportContext context)
{
    private const int UsualStart = 100, UsualLimit = 150;

    /// <summary>Suffixes for hosts that ask DHCPv6, as odhcpd hands out some of its own.</summary>
    private const string Suffixes = "::1000-::1fff";

    /// <summary>Options that have a key of their own.</summary>
    private static readonly Dictionary<string, string> OptionKeys = new()
    {
        ["3"] = "gateway",
        ["router"] = "gateway",
        ["6"] = "dns",
        ["dns-server"] = "dns",
        ["15"] = "domain",
        ["domain-name"] = "domain",
        ["42"] = "ntp",
        ["ntp-server"] = "ntp",
        ["119"] = "search",
        ["domain-search"] = "search",
        ["252"] = "wpad",
    };

    private Draft Draft => context.Draft;

    public void Run()
    {
        foreach (var section in context.Sections("dhcp", "dhcp"))
            Server(section);
        var names = new Names("host");
        foreach (var section in context.Sections("dhcp", "host"))
            Host(section, names);
        foreach (var section in context.Sections("dhcp", "relay"))
            Relay(section);
        foreach (var enable in context.Sections("dhcp", "dnsmasq").Select(section => section.Find("enable_tftp")))
        {
            if (enable is { Switch: true })
                Files(enable);
        }
    }

    /// <summary>Requests of the network that the router's address is on, to a server elsewhere.</summary>
    private void Relay(UciSection section)
    {
        if (section.Find("local_addr") is { } own && section.Find("server_addr") is { } server
            && IPAddress.TryParse(own.Value, out var address) && context.InterfaceOf(address) is { } link)
        {
            var service = address.AddressFamily == AddressFamily.InterNetwork ? "dhcp" : "dhcpv6";
            Draft.Add([own.Source, server.Source], server.Value, "services", service, link, "relay");
            context.Say(section.Find("interface"), Fate.AlwaysSo, "the route to the server says by which link it is asked");
        }
        context.Rest(section, Fate.NotSayable, "a relay is between a fixed address of the router and the address of a server");
    }

    /// <summary>dnsmasq there answers wherever it serves; here it is in the zones of the networks that it serves.</summary>
    private void Files(UciLine enable)
    {
        Draft.Map([enable.Source], "services", "tftp");
        foreach (var name in Draft.Find(["services", "dhcp"])?.Children.Select(child => child.Key) ?? [])
        {
            if (Draft.Find(["interfaces", name, "zone"]) is { } zone)
                Draft.Add([enable.Source], zone.Text, "services", "tftp", "zones");
        }
    }

    private void Server(UciSection section)
    {
        if (section.Find("interface") is not { } link || !context.Interfaces.TryGetValue(link.Value, out var name))
        {
            context.Rest(section, Fate.NotSayable, "its interface is not in the document");
            return;
        }
        if (section.Is("ignore") || section.Value("dhcpv4") == "disabled")
        {
            foreach (var line in section.Lines.Where(l => l.Name is "start" or "limit" or "leasetime" or "force" or "ignore" or "dhcpv4"))
                context.Say(line, Fate.AlwaysSo, "nobody gets an address where the document says nothing");
        }
        else
        {
            Addresses(section, name);
        }
        Advertise(section, name);
        foreach (var line in new[] { link, section.Find("dhcpv4") })
            context.Say(line, Fate.Said, Draft.Has("services", "dhcp", name) ? $"services dhcp {name}" : $"no services dhcp {name}");
    }

    private void Addresses(UciSection section, string name)
    {
        string[] path = ["services", "dhcp", name];
        var network = context.Addresses.Find(a => a.Interface == name && !a.Address.IsIPv6);
        if (network.Interface is null)
        {
            foreach (var line in section.Lines.Where(l => l.Name is "start" or "limit" or "leasetime" or "dhcpv4" or "dhcp_option"))
                context.Say(line, Fate.NotSayable, $"{name} has no fixed IPv4 address");
            return;
        }
        var (start, limit, dynamic) = (section.Find("start"), section.Find("limit"), section.Find("dynamicdhcp"));
        if (dynamic?.Switch != false)
        {
            if (Range(network.Address, Number(start, UsualStart), Number(limit, UsualLimit)) is { } range)
                Draft.Set(
                    ImportContext.Of(start, limit, start is null && limit is null ? section.Find("interface") : null), range,
                    [.. path, "range"]);
            context.Say(dynamic, Fate.AlwaysSo, "every host gets an address of the range");
        }
        else
        {
            foreach (var line in new[] { start, limit, dynamic })
                context.Say(line, Fate.Said, $"{string.Join(' ', path)}: without a range only known hosts get an address");
        }
        if (section.Find("leasetime") is { } time)
            Draft.Set([time.Source], time.Value.All(char.IsAsciiDigit) ? $"{time.Value}s" : time.Value, [.. path, "lease-time"]);
        foreach (var option in section.All("dhcp_option"))
            Option(option, path);
    }

    private static int Number(UciLine? line, int usual) =>
        int.TryParse(line?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    /// <summary>From the network's first address on; null: there is no such address.</summary>
    private static string? Range(InterfaceAddress address, int start, int limit)
    {
        var first = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.Network.BaseAddress.GetAddressBytes());
        var last = first | (uint)(0xFFFFFFFFUL >> address.PrefixLength);
        var from = first + (ulong)start;
        var to = Math.Min(from + (ulong)Math.Max(limit, 1) - 1, last - 1UL);
        return from > to || from <= first ? null : $"{Address((uint)from)}-{Address((uint)to)}";
    }

    private static IPAddress Address(uint number)
    {
        var bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new(bytes);
    }

    /// <summary><c>NUMBER,VALUE,...</c> or <c>option:NAME,VALUE,...</c>.</summary>
    private void Option(UciLine line, string[] path)
    {
        var parts = line.Value.Split(',', StringSplitOptions.TrimEntries);
        var number = parts[0].StartsWith("option:", StringComparison.Ordinal) ? parts[0][7..] : parts[0];
        if (OptionKeys.TryGetValue(number, out var key))
        {
            if (parts.Length == 1 && key == "gateway")
                Draft.Set([line.Source], "none", [.. path, key]);
            else if (key is "dns" or "ntp" or "search")
                Array.ForEach(parts[1..], value => Draft.Add([line.Source], value, [.. path, key]));
            else if (parts.Length == 2)
                Draft.Set([line.Source], parts[1], [.. path, key]);
        }
        else if (number.All(char.IsAsciiDigit) && parts.Length > 1)
        {
            Array.ForEach(parts[1..], value => Draft.Add([line.Source], value, [.. path, "options", number]));
        }
    }

    /// <summary>Router advertisements and DHCPv6, which are odhcpd's there.</summary>
    private void Advertise(UciSection section, string name)
    {
        if (section.Find("ra") is { Value: "server" or "hybrid" } advertise)
        {
            string[] path = ["services", "router-advertisements", name];
            if (advertise.Value == "hybrid")
                context.Say(advertise, Fate.Contradicts, "a server, and no relay");
            Draft.Map([advertise.Source], path);
            var flags = section.All("ra_flags").SelectMany(line => line.Words).ToList();
            foreach (var line in section.All("ra_flags"))
                context.Say(line, line.Value == "home-agent" ? Fate.NotSayable : Fate.Said, string.Join(' ', path));
            if (flags.Contains("other-config"))
                Draft.Set([], "true", [.. path, "other"]);
            if (section.Find("ra_slaac") is { Switch: false } slaac)
                Draft.Set([slaac.Source], "false", [.. path, "autonomous"]);
            context.Say(section.Find("ra_slaac"), Fate.AlwaysSo, "hosts make addresses of their own");
            foreach (var (there, here, unit) in new[]
            {
                ("ra_lifetime", "lifetime", "s"), ("ra_maxinterval", "interval", "s"), ("ra_preference", "preference", ""),
                ("ra_mtu", "mtu", ""),
            })
            {
                if (section.Find(there) is { } line)
                    Draft.Set([line.Source], line.Value + unit, [.. path, here]);
            }
            foreach (var (there, here) in new[] { ("dns", "dns"), ("domain", "search") })
            {
                foreach (var line in section.All(there))
                    Array.ForEach(line.Words, word => Draft.Add([line.Source], word, [.. path, here]));
            }
        }
        if (section.Find("dhcpv6") is { Value: "server" or "hybrid" } server)
            Draft.Set([server.Source], Suffixes, "services", "dhcpv6", name, "range");
        foreach (var line in new[] { section.Find("ra"), section.Find("dhcpv6") })
        {
            var isOff = line?.Value is "disabled" or "" or "0";
            context.Say(
                line, isOff ? Fate.AlwaysSo : Fate.NotSayable,
                isOff ? "nothing is offered where the document says nothing" : "no relay");
        }
    }

    private void Host(UciSection section, Names names)
    {
        var (name, mac, address) = (section.Find("name"), section.Find("mac"), section.Find("ip"));
        if (address is not null && mac is { Words: [var hardware] } && IPAddress.TryParse(address.Value, out var ip)
            && ip.AddressFamily == AddressFamily.InterNetwork && context.InterfaceOf(ip) is { } link)
        {
            var host = names.Of(name?.Value ?? $"host-{address.Value.Replace('.', '-')}").Replace(' ', '-');
            string[] path = ["services", "dhcp", link, "leases", host];
            Draft.Map(ImportContext.Of(name), path).Whole = true;
            Draft.Set([mac.Source], hardware.ToLowerInvariant(), [.. path, "mac"]);
            Draft.Set([address.Source], address.Value, [.. path, "address"]);
            context.Say(section.Find("dns"), Fate.AlwaysSo, "names of leases are told");
            return;
        }
        context.Rest(section, Fate.NotSayable, "the host is left out: a lease is one hardware address with an address of a network here");
    }
}
