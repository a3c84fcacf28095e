using Router.Core.State;
using Router.Features.Configuration;

namespace Router.Features.SystemSettings.Build;

/// <summary>The files that say who the router is. It resolves names through its own resolver.</summary>
internal static class SystemFiles
{
    public static DesiredService Build(RouterConfig config)
    {
        var (name, domain) = (config.System.Hostname, config.System.Domain ?? config.Services.Dns?.Domain);
        var full = domain is null ? name : $"{name}.{domain} {name}";
        return new DesiredService
        {
            Name = "@system",
            Essential = true,
            Running = false,
            OnChange = ServiceChange.None,
            Files =
            [
                new("/etc/hostname", $"{name}\n"),
                new("/etc/hosts", $"127.0.0.1 localhost\n127.0.1.1 {full}\n::1 localhost\n"),
                new("/etc/resolv.conf", (domain is null ? "" : $"search {domain}\n") + "nameserver 127.0.0.1\n"),
                new("/etc/timezone", $"{config.System.TimeZone}\n"),
                new("/etc/localtime", $"/usr/share/zoneinfo/{config.System.TimeZone}") { IsLink = true },
            ],
        };
    }
}
