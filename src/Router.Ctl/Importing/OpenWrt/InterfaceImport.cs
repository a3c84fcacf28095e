using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Values;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Importing.OpenWrt;

/// <summary>
/// <c>interface</c> of <c>network</c>. Several of them on one device (<c>wan</c> and <c>wan6</c>) are one here: each family has its keys.
/// </summary>
internal sealed class InterfaceImport(ImportContext context, RouteImport routes)
{
    private const string Interfaces = "interfaces", NoPrefix = "no", Any = "auto";

    /// <summary>What is asked for where nothing is said of the length; whoever gives it decides.</summary>
    private const string UsualPrefix = "56";

    private readonly Devices devices = new(context);
    private readonly List<(string Name, UciSection Section)> assigned = [];

    private string? delegator;

    private Draft Draft => context.Draft;

    public void Run()
    {
        foreach (var section in context.Sections("network", "interface").OrderBy(Rank))
            One(section);
        Delegate();
    }

    /// <summary>What others stand on comes first.</summary>
    private int Rank(UciSection section) => TunnelImport.Knows(section.Value("proto")) ? 3
        : DeviceOf(section)?.Words is not [var device, ..] || device[0] == '@' ? IsOnTunnel(section) ? 4 : 2
        : devices.IsVlan(device) ? 1 : 0;

    private bool IsOnTunnel(UciSection section) => DeviceOf(section)?.Value is ['@', .. var below]
        && context.Sections("network", "interface").Any(other => other.Name == below && TunnelImport.Knows(other.Value("proto")));

    private static UciLine? DeviceOf(UciSection section) => section.Find("device") ?? section.Find("ifname");

    private void One(UciSection section)
    {
        if (section.Name is not { } there)
            context.Rest(section, Fate.NotSayable, "an interface without a name");
        else if (DeviceOf(section)?.Value == "lo" || there == "loopback")
            context.Rest(section, Fate.AlwaysSo, "the loopback is always there");
        else if (TunnelImport.Knows(section.Value("proto")))
            Tunnel(section, there);
        else if (section.Value("proto") is not (null or "none" or "static" or "dhcp" or "dhcpv6" or "pppoe" or "wireguard"))
            context.Rest(section, Fate.NotSayable, "there is no word for this kind of interface");
        else if (Link(section, there) is { } name)
            Describe(section, there, name);
        else
            context.Rest(section, Fate.NotSayable, "it is on no device");
    }

    private void Tunnel(UciSection section, string there)
    {
        context.Interfaces[there] = there;
        if (TunnelImport.Run(context, section, routes))
            delegator ??= there;
        Common(section, there);
    }

    /// <summary>Our interface; null: nothing says what it is.</summary>
    private string? Link(UciSection section, string there)
    {
        if (section.Value("proto") == "wireguard")
        {
            WireGuardImport.Run(context, section, routes);
            return there;
        }
        if (section.Find("type") is { Value: "bridge" } type)
        {
            context.Say(type, Fate.Said, $"{Interfaces} {there} bridge");
            devices.MakeBridge(there, [.. section.All("ifname"), .. section.All("device")], type);
            return there;
        }
        if (DeviceOf(section) is not { Words: [var device, ..] words } line)
            return null;
        if (words.Length > 1)
            context.Say(line, Fate.Contradicts, "several devices, and no bridge");
        var owner = device[0] == '@' ? context.Interfaces.GetValueOrDefault(device[1..]) : devices.OwnerOf(device);
        if (section.Value("proto") == "pppoe")
            return Session(there, owner, device, line);
        if (owner is not null)
            context.Say(line, Fate.Said, $"{Interfaces} {owner}");
        else if (device[0] != '@')
            devices.Make(there, device, line);
        return owner ?? (device[0] == '@' ? null : there);
    }

    /// <summary>A link of its own, over the one that the device is; null: there is none.</summary>
    private string? Session(string there, string? owner, string device, UciLine line)
    {
        if (owner is null && device[0] == '@')
            return null;
        Draft.Set([line.Source], owner ?? devices.MakeBelow(there, device, line), Interfaces, there, "on");
        return there;
    }

    private void Describe(UciSection section, string there, string name)
    {
        context.Interfaces[there] = name;
        var proto = section.Find("proto");
        switch (proto?.Value)
        {
            case "static":
                Static(section, name);
                context.Say(proto, Fate.Said, $"{Interfaces} {name} addresses");
                break;
            case "dhcp":
                DhcpClientImport.Run(context, section, name, proto);
                break;
            case "dhcpv6":
                Ipv6(section, name, proto);
                break;
            case "pppoe":
                Pppoe(section, name, proto);
                break;
            default:
                context.Say(proto, Fate.Said, $"{Interfaces} {name}");
                break;
        }
        Common(section, name);
        context.NameServers.AddRange(section.All("dns"));
        if (section.Find("dns") is not null)
            context.Say(section.Find("peerdns"), Fate.AlwaysSo, "servers that are named are asked alone");
        if (section.Find("ip6assign") is not null)
            assigned.Add((name, section));
    }

    /// <summary>What every kind of interface may say.</summary>
    private void Common(UciSection section, string name)
    {
        if (section.Find("macaddr") is { } mac && section.Value("proto") is not "pppoe")
            Draft.Set([mac.Source], mac.Value, Interfaces, name, "mac");
        if (section.Find("mtu") is { } mtu)
            Draft.Set([mtu.Source], mtu.Value, Interfaces, name, "mtu");
        if (section.Find("disabled") is { Switch: true } disabled)
            Draft.Set([disabled.Source], "false", Interfaces, name, "enabled");
        if (section.Find("auto") is { Switch: false } auto)
            Draft.Set([auto.Source], "false", Interfaces, name, "enabled");
    }

    /// <summary>IPv6 comes with a session unless it is said otherwise.</summary>
    private void Pppoe(UciSection section, string name, UciLine proto)
    {
        string[] path = [Interfaces, name, "pppoe"];
        Draft.Map([proto.Source], path);
        foreach (var (option, key) in new[] { ("username", "user"), ("service", "service"), ("ac", "ac-name") })
        {
            if (section.Find(option) is { Value.Length: > 0 } line)
                Draft.Set([line.Source], line.Value, [.. path, key]);
        }
        context.Keep(section.Find("password"), $"{name}-password", [.. path, "password"]);
        if (section.Find("peerdns") is { Switch: false } servers && section.Find("dns") is null)
            Draft.Set([servers.Source], "false", [.. path, "dns"]);
        var ipv6 = section.Find("ipv6");
        if (ipv6?.Switch == false)
            context.Say(ipv6, Fate.AlwaysSo, "IPv6 is asked for where the document says so");
        else
            Ipv6(section, name, ipv6 ?? proto);
    }

    private void Static(UciSection section, string name)
    {
        var netmask = section.Find("netmask");
        foreach (var line in section.All("ipaddr"))
        {
            foreach (var word in line.Words)
            {
                if (word.Contains('/', StringComparison.Ordinal))
                    Address(name, word, line);
                else
                    Address(name, $"{word}/{Length(netmask?.Value)}", line, netmask);
            }
        }
        foreach (var line in section.All("ip6addr"))
        {
            foreach (var word in line.Words)
                Address(name, word.Contains('/', StringComparison.Ordinal) ? word : $"{word}/128", line);
        }
        if (section.Find("gateway") is { } gateway)
            routes.Add(new("0.0.0.0/0", [gateway.Source]) { Via = gateway.Value, Interface = name, Metric = section.Find("metric") });
        if (section.Find("ip6gw") is { } gateway6)
            routes.Add(new("::/0", [gateway6.Source]) { Via = gateway6.Value, Interface = name, Metric = section.Find("metric") });
    }

    private void Address(string name, string address, params UciLine?[] from)
    {
        Draft.Add(ImportContext.Of(from), address, Interfaces, name, "addresses");
        if (InterfaceAddress.TryParse(address, out var parsed))
            context.Addresses.Add((name, parsed));
    }

    /// <summary>Of a netmask; without one the address is alone.</summary>
    private static string Length(string? netmask)
    {
        if (!IPAddress.TryParse(netmask ?? "255.255.255.255", out var mask) || mask.AddressFamily != AddressFamily.InterNetwork)
            return netmask ?? "";
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        var length = System.Numerics.BitOperations.PopCount(bits);
        return System.Numerics.BitOperations.LeadingZeroCount(~bits) == length
            ? length.ToString(CultureInfo.InvariantCulture) : netmask!;
    }

    private void Ipv6(UciSection section, string name, UciLine proto)
    {
        Draft.Map([proto.Source], Interfaces, name, "ipv6");
        var address = section.Find("reqaddress");
        if (address?.Value == "none")
            context.Say(address, Fate.AlwaysSo, "an address by DHCPv6 is asked for where the document says so");
        else
            Draft.Set(ImportContext.Of(address ?? proto), "true", Interfaces, name, "ipv6", "dhcp");
        if (section.Find("peerdns") is { Switch: false } servers && section.Find("dns") is null)
            Draft.Set([servers.Source], "false", Interfaces, name, "ipv6", "dns");
        var prefix = section.Find("reqprefix");
        if (prefix?.Value == NoPrefix)
        {
            context.Say(prefix, Fate.AlwaysSo, "a prefix is asked for where the document says so");
            return;
        }
        delegator ??= name;
        if (prefix is not null && IPNetwork.TryParse(prefix.Value, out var wanted))
        {
            Draft.Set([prefix.Source], $"{wanted.PrefixLength}", Interfaces, name, "ipv6", "prefix");
            Draft.Set([prefix.Source], $"{wanted.BaseAddress}", Interfaces, name, "ipv6", "hint");
            return;
        }
        Draft.Set(
            ImportContext.Of(prefix ?? proto), prefix?.Value is null or Any ? UsualPrefix : prefix.Value,
            Interfaces, name, "ipv6", "prefix");
    }

    /// <summary>Networks of the prefix that an interface outside is given, and of the one that the router has for itself (ULA).</summary>
    private void Delegate()
    {
        var own = context.Sections("network", "globals").Select(section => section.Find("ula_prefix"))
            .FirstOrDefault(line => line is not null);
        var used = new HashSet<int>();
        foreach (var (name, section) in assigned)
        {
            var assign = section.Find("ip6assign")!;
            var hint = section.Find("ip6hint");
            var subnet = int.TryParse(hint?.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hinted)
                ? hinted : Enumerable.Range(0, ushort.MaxValue).First(number => !used.Contains(number));
            used.Add(subnet);
            if (assign.Value != "64")
                context.Say(assign, Fate.Contradicts, $"interfaces {name} takes a /64, which is what hosts make addresses of");
            if (delegator is not null && delegator != name)
            {
                Draft.Set(ImportContext.Of(assign), delegator, Interfaces, name, "delegated", "from");
                Draft.Set(ImportContext.Of(hint ?? assign), $"{subnet}", Interfaces, name, "delegated", "subnet");
                if (section.Find("ip6ifaceid") is { } suffix && suffix.Value.StartsWith("::", StringComparison.Ordinal))
                    Draft.Set([suffix.Source], suffix.Value, Interfaces, name, "delegated", "suffix");
            }
            else
            {
                context.Say(assign, Fate.NotSayable, "no interface asks for a prefix");
            }
            if (own is not null && Ula(own.Value, subnet) is { } address)
                Address(name, address, own);
        }
    }

    /// <summary>The router's address in one of the networks of its prefix; null: it has no such network.</summary>
    private static string? Ula(string prefix, int subnet)
    {
        if (!IPNetwork.TryParse(prefix, out var network) || network.BaseAddress.AddressFamily != AddressFamily.InterNetworkV6
            || network.PrefixLength is < 32 or > 64 || subnet >> (64 - network.PrefixLength) != 0)
            return null;
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var i = 0; i < 4; i++)
            bytes[7 - i] |= (byte)(subnet >> (8 * i));
        bytes[15] = 1;
        return $"{new IPAddress(bytes)}/64";
    }
}
