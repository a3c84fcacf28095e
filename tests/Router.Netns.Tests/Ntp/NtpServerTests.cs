using Router.Core.Planning;
using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Ntp;

/// <summary>chrony as the product sets it up, asked by another chrony.</summary>
public sealed class NtpServerTests
{
    [Theory]
    [InlineData("lan", true)]
    [InlineData("guests", false)]
    public async Task Time_IsToldInTheZonesThatAreNamed(string zone, bool told)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/chronyd"), "there is no chronyd on this machine");
        await using var router = await RouterUnderTest.CreateAsync(2);
        await using var serving = new Serving();
        var desired = await router.BuildAsync($$"""
            version: 1
            interfaces:
              lan: { device: eth0, zone: lan, addresses: [10.1.0.1/24] }
              guests: { device: eth1, zone: guests, addresses: [10.2.0.1/24] }
            firewall: { policies: { lan -> router: [dns] } }
            services: { ntp: { zones: [{{zone}}] } }

            """);
        // The image has an account for it, a test's machine may not.
        var applied = await router.TryApplyAsync(desired with
        {
            Services = [.. desired.Services.Select(service => service.Name == "chronyd" ? service with { Directories = [] } : service)],
        });
        Assert.True(applied is TransactionResult.Applied, applied.ToString());
        var file = Path.Combine(router.Paths.Root, "etc/chrony/chrony.conf");
        await serving.StartAsync(
            router.Kernel,
            $"mkdir -p /run/chrony && grep -v '^user\\|^driftfile\\|^rtcsync' {file} >/run/c.conf && exec chronyd -n -x -u root -f /run/c.conf");
        var host = router.Neighbours[0];
        await host.IpAsync("address add 10.1.0.2/24 dev eth0");
        await host.IpAsync("link set eth0 up");
        var said = await Serving.SaidAsync(
            host,
            "mount -t tmpfs none /run && mkdir -p /run/chrony && for i in 1 2 3; do chronyd -Q -t 6 'server 10.1.0.1 iburst maxsamples 2' 'pidfile /run/c.pid' && exit; done 2>&1");
        Assert.Equal(told, said.Contains("System clock wrong by", StringComparison.Ordinal));
    }
}
