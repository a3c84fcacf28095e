using System.Net;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Configuration;
using Router.Features.Services.Build;
using Router.Features.SystemSettings;
using Router.Features.Validation;

namespace Router.Features.Services.Checks;

/// <summary>DNS, SSH, proxy and file shares.</summary>
internal sealed class ServicesValidator : SectionValidator
{
    public ServicesValidator()
    {
        Check(Zones);
        Check(Ports);
        Check(Dns);
        Check(Ssh);
        Check(DeniedDomains.Check);
        Check(Cache);
        Check(ShareChecks.Check);
        Check(Workgroup);
        Check(Shares);
        Check(ShareFolders);
    }

    private static void Zones(ValidationSubject subject, Findings findings)
    {
        var services = subject.Config.Services;
        (string Name, ValueList<string>? Zones)[] listening =
            [("ssh", services.Ssh?.Zones), ("proxy", services.Proxy?.Zones), ("files", services.Files?.Zones)];
        foreach (var (name, zones) in listening)
        {
            if (zones is null)
                continue;
            subject.CheckZones(findings, ["services", name, "zones"], zones);
            if (zones.Count == 0 && name != "files")
                findings.Advise(["services", name], "listens in no zone, so nobody reaches it", "add zones");
        }
    }

    /// <summary>TCP ports that services of the router itself listen on.</summary>
    private static void Ports(ValidationSubject subject, Findings findings)
    {
        var services = subject.Config.Services;
        Dictionary<ushort, string> taken = [];
        if (services.Dns is not null)
            taken.Add(53, "dns");
        if (services.Files is not null)
            (taken[445], taken[139]) = ("files", "files");
        foreach (var (name, port) in new[] { ("ssh", services.Ssh?.Port), ("proxy", services.Proxy?.Port) })
        {
            if (port is { } number && !taken.TryAdd(number, name))
                findings.Refuse(["services", name, "port"], $"{taken[number]} has port {number} already", "choose another port");
        }
    }

    private static void Dns(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Dns is not { } dns)
            return;
        foreach (var server in dns.Upstream)
        {
            string[] path = ["services", "dns", "upstream", $"{server}"];
            if (subject.IsOwn(server) || IPAddress.IsLoopback(server))
                findings.Refuse(path, $"{server} is the router itself", "name servers elsewhere");
            else if (subject.WrongHost(server) is { } wrong)
                findings.Refuse(path, $"{server} {wrong}", "name the address of a server");
        }
        if (dns.Upstream.Count == 0 && !subject.Config.Interfaces.Values.Any(i => i.Dhcp || i.Ipv6 is not null))
            findings.Advise(["services", "dns"], "knows no server to ask: no upstream, and no interface with dhcp", "add upstream");
    }

    private static void Ssh(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Ssh is not null
            && !subject.Config.System.Users.Values.Any(u => u.Role != UserRole.Files && u.Keys.Count > 0))
            findings.Advise(["services", "ssh"], "no user has a key, so nobody can log in", "add keys to a user");
    }

    private static void Workgroup(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Services.Files is { } files
            && files.Workgroup.Equals(FilesConfig.NetbiosName(subject.Config.System.Hostname), StringComparison.OrdinalIgnoreCase))
            findings.Advise(["services", "files", "workgroup"], "is the router's own name, and Samba wants two", "choose another");
    }

    /// <summary>Squid counts in MiB, in 32 bits.</summary>
    private static void Cache(ValidationSubject subject, Findings findings)
    {
        const long least = 1L << 20, most = 1L << 44;
        if (subject.Config.Services.Proxy is { Cache: not 0 } proxy && proxy.Cache is < least or > most)
            findings.Refuse(["services", "proxy", "cache"], "is not between 1MiB and 16TiB", "0 is memory only");
    }

    private static void Shares(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, share) in subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty)
        {
            string[] path = ["services", "files", "shares", name];
            if (share.Read.Count + share.Write.Count == 0)
                findings.Advise(path, "nobody may use it", "add read or write");
            CheckUsers(subject, findings, [.. path, "read"], share.Read);
            CheckUsers(subject, findings, [.. path, "write"], share.Write);
            foreach (var user in share.Read.Where(share.Write.Contains))
                findings.Refuse([.. path, "read", user], $"{user} may write, and so read, already", "delete one of the two");
        }
    }

    private static void CheckUsers(ValidationSubject subject, Findings findings, IReadOnlyList<string> path, ValueList<string> names)
    {
        foreach (var name in names)
        {
            if (!subject.Config.System.Users.TryGetValue(name, out var user))
                findings.Unknown([.. path, name], "user", name, subject.Config.System.Users.Keys);
            else if (user.Password is null)
                findings.Refuse(
                    [.. path, name], $"{name} has no password, which file shares need", $"set system users {name} password !secret NAME");
        }
    }

    private static void ShareFolders(ValidationSubject subject, Findings findings)
    {
        Dictionary<string, string> names = [];
        foreach (var (name, share) in subject.Config.Services.Files?.Shares ?? ValueMap<string, ShareConfig>.Empty)
        {
            if (!names.TryAdd(share.Path, name))
                findings.Advise(
                    ["services", "files", "shares", name, "path"], $"{names[share.Path]} shares the same folder",
                    "rights of both apply to the same files");
        }
    }
}
