using System.Net;
using System.Security.Cryptography;
using Router.Boot.Tests.Lab;
using Router.Image.Vm;

namespace Router.Boot.Tests.Home;

/// <summary>
/// <c>configs/examples/home.yaml</c> on the built image, in 256 MB, with a client that has taken a lease. One boot for all tests.
/// </summary>
public sealed class HomeLab : IAsyncLifetime
{
    public const string User = "anna";

    public const string ShareUser = "guest-nas";

    internal static readonly IPAddress Inner = IPAddress.Parse("192.168.10.1");

    internal static readonly IPAddress Outer = IPAddress.Parse(LabNetwork.OuterAddress(1));

    /// <summary>Where the document forwards web requests to.</summary>
    internal static readonly IPAddress ForwardTarget = IPAddress.Parse("192.168.10.80");

    private const string LeaseScript = """
        #!/bin/sh
        [ "$1" = bound ] || exit 0
        ip address add "$ip/$mask" dev "$interface"
        ip route replace default via "$router"
        echo "$ip $router $dns $domain"
        """;

    private LabNetwork? network;
    private LabRouter? router;

    public string SharePassword { get; } = RandomNumberGenerator.GetHexString(12);

    internal LabNetwork Network => network ?? throw new InvalidOperationException("the lab was not made");

    internal LabRouter Router => router ?? throw new InvalidOperationException("the lab was not made");

    /// <summary>The client's address, router, name server and domain, as DHCP gave them.</summary>
    internal string[] Lease { get; private set; } = [];

    internal MachineTime Answers { get; private set; }

    internal (MachineTime Time, IPAddress From) Forwards { get; private set; }

    internal MachineTime Serves { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        var stopping = TestContext.Current.CancellationToken;
        network = await LabNetwork.CreateAsync(stopping);
        await Network.Client.IpAsync("address add 192.168.10.50/24 dev eth0\nroute add default via 192.168.10.1", stopping);
        // The probes should not wait for the client's own patience with a silent neighbour.
        (await Network.Client.RunAsync(stopping, "sh", "-c", "echo 50 >/proc/sys/net/ipv4/neigh/eth0/retrans_time_ms")).OrThrow("sysctl");
        var nets = await Network.PlugAsync(1, withLan: true, stopping);
        var home = LabDocuments.Read(await File.ReadAllTextAsync(BuiltImage.Home, stopping));
        router = await LabRouter.BootAsync(
            "home", key => home.With("system", "users", User, "keys", key),
            folder => LabRouter.LoginIn(folder, $"{Inner}", User) with { Enter = Network.Client.Enter },
            nets, Network.EnterWire, new Dictionary<string, string> { [ShareUser] = SharePassword }, stopping);
        await WatchAsync(stopping);
        await Router.ReadyAsync(stopping);
        await TakeLeaseAsync(stopping);
    }

    public async ValueTask DisposeAsync()
    {
        if (router is not null)
            await router.DisposeAsync();
        if (network is not null)
            await network.DisposeAsync();
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(LabRouter.BootWithin);
        var answers = BootProbes.AnswersAsync(Network, Router.Machine, Inner, deadline.Token);
        var forwards = BootProbes.ForwardsAsync(Network, Router.Machine, deadline.Token);
        var serves = BootProbes.ServesAsync(Network, Router.Machine, Inner, deadline.Token);
        try
        {
            (Answers, Forwards, Serves) = (await answers, await forwards, await serves);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new MachineException(
                $"after {LabRouter.BootWithin}: answers {answers.Status}, forwards {forwards.Status}, serves {serves.Status}; its last lines:\n{Router.Machine.Console.Transcript.Tail}");
        }
    }

    private async Task TakeLeaseAsync(CancellationToken stopping)
    {
        var script = Path.Combine(Router.Folder, "lease");
        await File.WriteAllTextAsync(script, LeaseScript, stopping);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Network.Client.IpAsync("address flush dev eth0", stopping);
        var client = await Network.Client.RunAsync(stopping, "busybox", "udhcpc", "-i", "eth0", "-f", "-q", "-n", "-t", "10", "-s", script);
        Lease = client.OrThrow("udhcpc").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        await Network.Client.IpAsync($"address add {ForwardTarget}/24 dev eth0", stopping);
    }
}

[CollectionDefinition(Name)]
public sealed class HomeCollection : ICollectionFixture<HomeLab>
{
    public const string Name = "home";
}
