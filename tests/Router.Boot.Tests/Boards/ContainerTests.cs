using System.Net;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Boards;

/// <summary>The board that is a container, on this machine's kernel.</summary>
public sealed class ContainerTests : IDisposable
{
    private const int Router = 1;

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>
    /// Without the right to name the host, and with files of the runtime in the places of its own, it routes, takes a commit, ends when it
    /// is asked to, and comes back with what was committed.
    /// </summary>
    [Fact]
    public async Task Start_WithFewPrivileges_RoutesAndCommitsAndComesBack()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.Client.IpAsync("address add 192.168.10.50/24 dev eth0\nroute add default via 192.168.10.1", Stopping);
        await using var inside = await Namespace.CreateAsync(Stopping);
        await network.PlugAsync(Router, inside, Stopping);
        var document = LabDocuments.Gateway("@wan", "eth1", "192.168.10.1/24");
        await using var container = await Container.CreateAsync(
            BuiltImage.LayoutOf("lab-oci"), folder, inside, document.ToText(), Stopping);

        container.Start();
        Assert.Equal(IPAddress.Parse(LabNetwork.OuterAddress(Router)), await FirstPacketAsync(network));
        Assert.Contains("127.0.1.1 gateway", await HostsAsync(), StringComparison.Ordinal);
        Assert.Matches(@"state:\s+ready", await container.RunAsync("", Stopping, "router", "show", "version"));

        var other = document.With("system", "hostname", "elsewhere").With("interfaces", "lan", "addresses", "192.168.10.2/24");
        await container.RunAsync(other.ToText(), Stopping, "router", "commit-file");
        Assert.Contains("127.0.1.1 elsewhere", await HostsAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await container.StopAsync(Stopping));

        container.Start();
        await network.Client.IpAsync("route replace default via 192.168.10.2", Stopping);
        Assert.Equal(IPAddress.Parse(LabNetwork.OuterAddress(Router)), await FirstPacketAsync(network));
        Assert.Equal(0, await container.StopAsync(Stopping));
    }

    /// <summary>The file that the runtime put in the place of <c>/etc/hosts</c>.</summary>
    private Task<string> HostsAsync() => File.ReadAllTextAsync(Path.Combine(folder, "hosts"), Stopping);

    private static async Task<IPAddress> FirstPacketAsync(LabNetwork network)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        return await BootProbes.FirstPacketAsync(network, deadline.Token);
    }
}
