using System.Globalization;
using Router.Api;
using Router.Api.Contract;
using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Dns;

/// <summary>The daemon fetches a list from a server on the wire, and dnsmasq does not know its names.</summary>
public sealed class ListTests
{
    private const string Document = """
        version: 1
        interfaces:
          lan: { device: eth0, zone: lan, addresses: [10.1.0.1/24] }
        firewall: { policies: { lan -> router: [dns] } }
        services:
          dns: { upstream: [10.1.0.2], rebind-protection: false, block: [ads], allow: [cdn.ads.example] }
          lists: { ads: { url: "http://10.1.0.2:8080/hosts" } }

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OnTheWire_IsBlocked_AndWhatIsNoListChangesNothing()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await using var other = await NetworkNamespace.CreateAsync();
        await kernel.IpAsync($"link add eth0 type veth peer name eth0 netns {other.ThreadId}");
        await other.IpAsync("address add 10.1.0.2/24 dev eth0");
        await other.IpAsync("link set eth0 up");
        await using var serving = new Serving();
        var site = Directory.CreateTempSubdirectory("router-list-");
        using var daemon = new RealDaemon();
        Directory.CreateDirectory(daemon.State);
        await File.WriteAllTextAsync(Path.Combine(site.FullName, "hosts"), "0.0.0.0 ads.example\n0.0.0.0 tracker.example\n", Token);
        await serving.StartAsync(other, $"exec busybox httpd -f -p 8080 -h {site.FullName}");
        await serving.StartOtherAsync(other, "--address=/#/9.1.1.9");
        using var process = await daemon.StartAsync(kernel);
        try
        {
            await using var client = daemon.Connect();
            Assert.IsType<Response.Committed>(await client.SendAsync(
                new Request.CommitFile(Document, null, null), Token));
            await Serving.UntilAsync(() => ListAsync(client), "ads hosts 2  blocked 2");
            await StartDnsmasqAsync(serving, kernel, daemon);
            await Serving.UntilAsync(() => Serving.AskAsync(other, "10.1.0.1", "good.example"), "9.1.1.9");
            Assert.Contains("NXDOMAIN", await Serving.AskAsync(other, "10.1.0.1", "ads.example"), StringComparison.Ordinal);
            Assert.Contains("NXDOMAIN", await Serving.AskAsync(other, "10.1.0.1", "x.tracker.example"), StringComparison.Ordinal);
            Assert.Contains("9.1.1.9", await Serving.AskAsync(other, "10.1.0.1", "cdn.ads.example"), StringComparison.Ordinal);
            var dns = Assert.IsType<Response.Dns>(await client.SendAsync(new Request.ShowDns(), Token));
            var server = Assert.Single(dns.Servers);
            Assert.Equal("10.1.0.2", server.Server);
            Assert.InRange(server.Asked, 2, dns.Misses);
            await File.WriteAllTextAsync(Path.Combine(site.FullName, "hosts"), "<html>please log in</html>", Token);
            var lists = Assert.IsType<Response.Lists>(await client.SendAsync(new Request.FetchLists("ads"), Token));
            Assert.StartsWith("is a web page and no list; the one of ", lists.Items[0].Failure, StringComparison.Ordinal);
            Assert.Equal(2, lists.Blocked);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            site.Delete(recursive: true);
        }
    }

    private static async Task<string> ListAsync(RouterClient client)
    {
        var lists = Assert.IsType<Response.Lists>(await client.SendAsync(new Request.FetchLists(null), Token));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', lists.Items.Select(l => $"{l.Name} {l.Format} {l.Domains} {l.Failure}"))} blocked {lists.Blocked}");
    }

    /// <summary>With the daemon's files, which are below a folder of the test.</summary>
    private static async Task StartDnsmasqAsync(Serving serving, NetworkNamespace kernel, RealDaemon daemon) => await serving.StartAsync(
        kernel,
        $"mkdir -p /run/router && grep -v '^user=\\|^group=' {daemon.Root}/etc/dnsmasq.conf | sed 's#^servers-file=#servers-file={daemon.Root}#' >/run/d.conf "
        + "&& exec dnsmasq --keep-in-foreground --conf-file=/run/d.conf --user=root");
}
