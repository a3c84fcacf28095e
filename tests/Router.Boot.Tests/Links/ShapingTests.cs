using System.Globalization;
using System.Text;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Links;

/// <summary>
/// A line whose provider has a long queue, on the image's kernel: somebody who fills it makes everybody wait, unless the router keeps its
/// pace below.
/// </summary>
public sealed class ShapingTests
{
    private const string Plain = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
        routes: { 0.0.0.0/0: { via: 192.0.2.254 } }
        firewall: { policies: { lan -> wan: accept } }

        """;

    private const double MostMore = 10, LeastWithout = 100;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    private static readonly string Shaped = With("up: 9Mbit, down: 18Mbit");

    /// <summary>Every word of it is another.</summary>
    private static readonly string Other = With("up: 8Mbit, down: 16Mbit, overhead: adsl, fair: flow, diffserv: diffserv4");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Line_ThatIsFull_MakesNobodyWaitWhereItIsShaped()
    {
        await using var machine = await StartAsync();
        await machine.RunAsync("apply /lab/plain.yaml", Within, Stopping);
        var idle = await DelayAsync(machine, "delay");
        Assert.InRange(await DelayAsync(machine, "under up"), idle + LeastWithout, double.MaxValue);
        Assert.InRange(await DelayAsync(machine, "under down"), idle + LeastWithout, double.MaxValue);
        await machine.RunAsync("apply /lab/shaped.yaml && settled /lab/shaped.yaml", Within, Stopping);
        Assert.InRange(await DelayAsync(machine, "under up"), 0, idle + MostMore);
        Assert.InRange(await DelayAsync(machine, "under down"), 0, idle + MostMore);
    }

    [Fact]
    public async Task Queues_ComeChangeAndGo_AndThoseOfOthersStay()
    {
        await using var machine = await StartAsync();
        await machine.RunAsync("apply /lab/plain.yaml && queues >/tmp/before", Within, Stopping);
        await machine.RunAsync("apply /lab/shaped.yaml && settled /lab/shaped.yaml", Within, Stopping);
        var queues = await machine.RunAsync("queues", Within, Stopping);
        Assert.Matches(@"cake 5254: dev eth0 root .*bandwidth 9Mbit diffserv3 dual-srchost nat ", queues);
        Assert.Matches(@"cake 5254: dev ifb-wan root .*bandwidth 18Mbit diffserv3 dual-dsthost nat .*ingress ", queues);
        await machine.RunAsync("apply /lab/other.yaml && settled /lab/other.yaml", Within, Stopping);
        queues = await machine.RunAsync("queues", Within, Stopping);
        Assert.Matches(@"cake 5254: dev eth0 root .*bandwidth 8Mbit diffserv4 flows nonat .*atm overhead 48", queues);
        Assert.Matches(@"cake 5254: dev ifb-wan root .*bandwidth 16Mbit diffserv4 flows nonat ", queues);
        await machine.RunAsync("apply /lab/plain.yaml && settled /lab/plain.yaml", Within, Stopping);
        const string gone = "queues | diff /tmp/before - && ! /sbin/ip -n router link show ifb-wan 2>/dev/null";
        Assert.Equal("", await machine.RunAsync(gone, Within, Stopping));

        const string others = "inside router tc qdisc add dev eth0 root handle 7: tbf rate 5mbit burst 16kb latency 50ms";
        await machine.RunAsync(others, Within, Stopping);
        await machine.RunAsync("apply /lab/shaped.yaml", Within, Stopping);
        Assert.Contains("qdisc tbf 7: dev eth0 root", await machine.RunAsync("queues", Within, Stopping), StringComparison.Ordinal);
        await machine.RunAsync("apply /lab/plain.yaml", Within, Stopping);
        Assert.Contains("qdisc tbf 7: dev eth0 root", await machine.RunAsync("queues", Within, Stopping), StringComparison.Ordinal);
    }

    private static async Task<ShellGuest> StartAsync()
    {
        var files = await LabInitramfs.FilesAsync("Links/ShapingGuest", Stopping);
        foreach (var (name, document) in new[] { ("plain", Plain), ("shaped", Shaped), ("other", Other) })
            files.Add(($"{name}.yaml", Encoding.UTF8.GetBytes(document)));
        var machine = await ShellGuest.StartAsync("shaping", files, Stopping);
        await machine.RunAsync("make_line", Within, Stopping);
        return machine;
    }

    private static async Task<double> DelayAsync(ShellGuest machine, string command) =>
        double.Parse((await machine.RunAsync(command, Within, Stopping)).Split('\n')[^1], CultureInfo.InvariantCulture);

    private static string With(string shaping) => Plain.Replace(
        "addresses: [192.0.2.1/24] }", $"addresses: [192.0.2.1/24], shaping: {{ {shaping} }} }}", StringComparison.Ordinal);
}
