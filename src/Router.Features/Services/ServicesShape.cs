using System.Net;
using Router.Core.Shapes;
using Router.Core.Texts;
using Router.Core.Values;
using Router.Documents.Shapes;
using Router.Features.Services.Build;

namespace Router.Features.Services;

internal static class ServicesShape
{
    private static readonly RecordShape<StaticLease> Lease = new RecordShape<StaticLease>(
            "static lease", "A host that always gets the same address.", () => new("", IPAddress.None))
        .With("mac", NetworkScalars.Mac, l => l.Mac, (l, v) => l with { Mac = v }, "The host's hardware address.", required: true)
        .With("address", NetworkScalars.AddressV4, l => l.Address, (l, v) => l with { Address = v }, "The address it gets.",
            required: true);

    private static readonly RecordShape<DhcpServerConfig> Dhcp = new RecordShape<DhcpServerConfig>(
            "DHCP server", "Hands out addresses on one interface.", () => new() { Range = default })
        .WithValue("range", NetworkScalars.LeaseRange, d => d.Range, (d, v) => d with { Range = v },
            "Addresses handed out, inside the interface's network.", required: true)
        .WithValue("lease-time", Scalars.Duration, d => d.LeaseTime, (d, v) => d with { LeaseTime = v },
            "How long a host keeps its address.")
        .With("leases", new MapShape<string, StaticLease>(NameScalars.Hostname, Lease), d => d.Leases,
            (d, v) => d with { Leases = v }, "Static leases by host name.");

    private static readonly RecordShape<DnsConfig> Dns = new RecordShape<DnsConfig>(
            "DNS", "A forwarding resolver in the zones that have a policy to reach it.", () => new())
        .With("upstream", new ListShape<IPAddress>(NetworkScalars.Address), d => d.Upstream, (d, v) => d with { Upstream = v },
            "Servers asked; without any, those that DHCP gave.")
        .With("domain", NameScalars.Domain, d => d.Domain, (d, v) => d with { Domain = v }, "The local domain; names of leases live in it.")
        .With("hosts", new MapShape<string, IPAddress>(NameScalars.Hostname, NetworkScalars.Address), d => d.Hosts,
            (d, v) => d with { Hosts = v }, "Own names: host to address.");

    private static readonly RecordShape<SshConfig> Ssh = new RecordShape<SshConfig>(
            "SSH", "The console over SSH, with keys only.", () => new())
        .With("zones", ZoneShape.Zones, s => s.Zones, (s, v) => s with { Zones = v }, "Where it listens.")
        .WithValue("port", NetworkScalars.Port, s => s.Port, (s, v) => s with { Port = v }, "The TCP port.");

    private static readonly RecordShape<ProxyConfig> Proxy = new RecordShape<ProxyConfig>("proxy", "A web proxy (Squid).", () => new())
        .With("zones", ZoneShape.Zones, p => p.Zones, (p, v) => p with { Zones = v }, "Where it listens.")
        .WithValue("port", NetworkScalars.Port, p => p.Port, (p, v) => p with { Port = v }, "The TCP port.")
        .WithValue("cache", Scalars.Size, p => p.Cache, (p, v) => p with { Cache = v }, "Cache on disk; 0 is memory only.")
        .With("allow", new ListShape<AddressRange>(NetworkScalars.Range), p => p.Allow, (p, v) => p with { Allow = v },
            "Networks that may use it; without any, those of the zones' interfaces.")
        .With("deny", new ListShape<string>(NameScalars.DomainOrBelow), p => p.Deny, (p, v) => p with { Deny = v },
            "Domains refused; a dot in front takes in everything below.");

    private static readonly RecordShape<ShareConfig> Share = new RecordShape<ShareConfig>(
            "file share", "A folder for users.", () => new() { Path = "" })
        .With("path", Scalars.Text("folder", "media", check: ShareNames.CheckFolder), s => s.Path, (s, v) => s with { Path = v },
            "Below the data partition's files folder.", required: true)
        .With("read", new ListShape<string>(NameScalars.User), s => s.Read, (s, v) => s with { Read = v }, "Users who may read.")
        .With("write", new ListShape<string>(NameScalars.User), s => s.Write, (s, v) => s with { Write = v },
            "Users who may read and write.")
        .With("comment", NameScalars.Remark("films and music", SambaText.CannotHold), s => s.Comment, (s, v) => s with { Comment = v },
            "Shown to those who browse.");

    private static readonly RecordShape<FilesConfig> Files = new RecordShape<FilesConfig>("files", "File shares (Samba).", () => new())
        .With("zones", ZoneShape.Zones, f => f.Zones, (f, v) => f with { Zones = v },
            "Where it listens; without any, the zones that are not masqueraded.")
        .With("workgroup", Scalars.Text("name", "WORKGROUP", check: CheckWorkgroup), f => f.Workgroup, (f, v) => f with { Workgroup = v },
            "The workgroup shown to those who browse.")
        .With("shares", new MapShape<string, ShareConfig>(Scalars.Text("name", "media", check: ShareNames.Check), Share), f => f.Shares,
            (f, v) => f with { Shares = v }, "Shares by name.");

    public static readonly RecordShape<ServicesConfig> Shape = new RecordShape<ServicesConfig>(
            "services", "What the router offers; what is not named does not run.", () => new())
        .With("dhcp", new MapShape<string, DhcpServerConfig>(ZoneShape.Interface, Dhcp), s => s.Dhcp, (s, v) => s with { Dhcp = v },
            "DHCP servers by interface.")
        .With("router-advertisements", RouterAdvertisementConfig.Map, s => s.RouterAdvertisements, (s, v) => s with { RouterAdvertisements = v },
            "IPv6 addresses for hosts (SLAAC), by interface.")
        .With("dns", Dns, s => s.Dns, (s, v) => s with { Dns = v }, "The resolver.")
        .With("ssh", Ssh, s => s.Ssh, (s, v) => s with { Ssh = v }, "The console over SSH.")
        .With("proxy", Proxy, s => s.Proxy, (s, v) => s with { Proxy = v }, "The web proxy.")
        .With("files", Files, s => s.Files, (s, v) => s with { Files = v }, "File shares.");

    /// <summary>NetBIOS: 15 characters.</summary>
    private static string? CheckWorkgroup(string name) =>
        name.Length is > 0 and <= 15 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? null
            : "is no workgroup: 15 letters, digits, '-' and '_' at most";
}
