using Router.Core.Shapes;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Proxy.Checks;
using Router.Features.Texts;

namespace Router.Features.Proxy.Build;

/// <summary>Squid, for the networks that are named and nobody else, with memory fit for a small box.</summary>
internal static class Squid
{
    private const long Megabyte = 1 << 20;

    /// <summary>Squid reads lines of BUFSIZ bytes, 1024 with musl, their end included.</summary>
    private const int LongestLine = 1000;

    public static DesiredService Build(RouterConfig config) => new()
    {
        Name = "squid",
        Running = config.Services.Proxy is not null,
        OnChange = ServiceChange.Reload,
        SessionPorts = config.Services.Proxy is { } open ? [open.Port] : [],
        Check = ["squid", "-k", "parse", "-f", "{0}"],
        Owns = ["/etc/squid/squid.conf"],
        Files = config.Services.Proxy is { } proxy ? [new("/etc/squid/squid.conf", Text(config, proxy))] : [],
        Directories =
        [
            new("/data/squid", FileModes.GroupFolder, "squid:squid"), new("/var/log/squid", FileModes.GroupFolder, "squid:squid")
        ],
    };

    private static string Text(RouterConfig config, ProxyConfig proxy)
    {
        var text = new FileText<SquidText>().Add($"http_port {proxy.Port}\nvisible_hostname {config.System.Hostname}\n");
        foreach (var network in Networks(config, proxy))
            text.Add($"acl allowed src {network}\n");
        AddList(text, "acl denied dstdomain", Denied(proxy));
        text.AddWords(
            """
            acl tls_ports port 443
            acl safe_ports port 80 443 21 1025-65535
            http_access deny !safe_ports
            http_access deny CONNECT !tls_ports
            http_access deny to_localhost

            """);
        if (proxy.Deny.Count > 0)
            text.AddWords("http_access deny denied\n");
        text.AddWords(Networks(config, proxy).Any() ? "http_access allow allowed\n" : "").AddWords("http_access deny all\n");
        if (proxy.Cache >= Megabyte)
            text.Add($"cache_dir ufs /data/squid {proxy.Cache / Megabyte} 4 64\n");
        return text.AddWords(
            """
            cache_effective_user squid
            cache_mem 16 MB
            maximum_object_size_in_memory 128 KB
            memory_pools off
            pid_filename /run/squid.pid
            access_log syslog:daemon.info
            cache_log /var/log/squid/cache.log
            cache_store_log none
            pinger_enable off
            coredump_dir /tmp
            logfile_rotate 0
            max_filedescriptors 4096
            dns_nameservers 127.0.0.1
            forwarded_for delete
            via off
            shutdown_lifetime 1 seconds

            """).ToString();
    }

    /// <summary>As many lines of the same name as it takes; none for an empty list.</summary>
    private static void AddList(FileText<SquidText> text, string head, IEnumerable<string> words)
    {
        var length = 0;
        foreach (var word in words)
        {
            if (length == 0 || length + 1 + word.Length > LongestLine)
            {
                text.AddWords(length == 0 ? "" : "\n").AddWords(head);
                length = head.Length;
            }
            text.Add($" {word}");
            length += 1 + word.Length;
        }
        text.AddWords(length == 0 ? "" : "\n");
    }

    /// <summary>Squid refuses a domain beside one that takes it in already.</summary>
    private static IEnumerable<string> Denied(ProxyConfig proxy)
    {
        var whole = proxy.Deny.Where(domain => domain.StartsWith('.')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return proxy.Deny.Distinct(StringComparer.OrdinalIgnoreCase).Where(domain => !DeniedDomains.Above(domain).Any(whole.Contains));
    }

    private static IEnumerable<string> Networks(RouterConfig config, ProxyConfig proxy) => proxy.Allow.Count > 0
        ? proxy.Allow.Select(NetworkScalars.FormatRange)
        : config.Interfaces.Values
            .Where(i => i.Zone is not null && proxy.Zones.Contains(i.Zone))
            .SelectMany(i => i.Addresses)
            .Select(a => $"{a.Network}");
}
