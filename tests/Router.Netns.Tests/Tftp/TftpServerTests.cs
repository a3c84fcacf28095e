using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Tftp;

/// <summary>The TFTP server and its firewall, asked by BusyBox from a zone that it answers in and from another one.</summary>
public sealed class TftpServerTests
{
    [Fact]
    public async Task Files_OfTheFolder_AreGivenInItsZonesAlone()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await using var serving = new Serving();
        await router.ApplyAsync("""
            version: 1
            interfaces:
              lan: { device: eth0, zone: lan, addresses: [10.1.0.1/24] }
              attic: { device: eth1, zone: attic, addresses: [10.2.0.1/24] }
            firewall: { policies: { attic -> router: [dns] } }
            services: { tftp: { zones: [lan], root: pxe } }

            """);
        var (folder, file) = (Directory.CreateDirectory(Path.Combine(router.Paths.Root, "tftp", "pxe")), new string('x', 3000));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "boot.bin"), file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "..", "above"), "nobody's", TestContext.Current.CancellationToken);
        // The data partition of a test is in its folder.
        var conf = Path.Combine(router.Paths.Root, "etc/dnsmasq.conf");
        var text = await File.ReadAllTextAsync(conf, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            conf, text.Replace("/data/tftp", Path.Combine(router.Paths.Root, "tftp"), StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await serving.StartDnsmasqAsync(router);
        foreach (var (host, address) in router.Neighbours.Zip((string[])["10.1.0.2/24", "10.2.0.2/24"]))
        {
            await host.IpAsync("link set eth0 up");
            await host.IpAsync($"address add {address} dev eth0");
        }
        await Serving.UntilAsync(() => GetAsync(router.Neighbours[0], "boot.bin", "10.1.0.1"), file);
        Assert.DoesNotContain("nobody's", await GetAsync(router.Neighbours[0], "../above", "10.1.0.1"), StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", await GetAsync(router.Neighbours[1], "boot.bin", "10.2.0.1"), StringComparison.Ordinal);
    }

    private static Task<string> GetAsync(NetworkNamespace host, string file, string server) =>
        Serving.SaidAsync(host, $"timeout 4 busybox tftp -g -r {file} -l - {server}");
}
