using System.Net;
using Router.Core.Boards;
using Router.Core.Forecasts;
using Router.Core.Planning;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Forecasts;

/// <summary>
/// Which tunnels an edit is said to end. What really happens to them is in the boot tests, since this needs a kernel that has them.
/// </summary>
public sealed class TunnelForecastTests
{
    private const string Start = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          tunnel: { gre: { local: 192.0.2.1, remote: 192.0.2.8, key: 5 }, zone: inside, addresses: [10.83.0.1/24] }
          he: { 6in4: { local: 192.0.2.1, remote: 192.0.2.5 }, zone: inside, addresses: ["2001:db8:7::1/64"] }
          over: { vxlan: { id: 42, local: 192.0.2.1, remote: 192.0.2.7, port: 4790 }, zone: inside, addresses: [10.86.0.1/24] }
          secure:
            zone: inside
            addresses: [10.84.0.1/24]
            wireguard:
              private-key: !secret wg
              port: 51821
              peers:
                anna: { public-key: "VVebVXiW0M4XZMR/7WRPmzX1i61iBnSvI/NW2A7QxQM=", endpoint: "192.0.2.9:51820", allowed: [10.84.0.2/32] }
                bob: { public-key: "gbY32PzSxtpjWeaWMROhFw3nleS3JbhNHgtM/Z7FjOk=", endpoint: "192.0.2.6:51820", allowed: [10.84.0.3/32] }

        """;

    /// <summary>Peers call as often as the router does.</summary>
    private static readonly (string Name, TrackedSession Session)[] Open =
    [
        ("gre", Session(47, "192.0.2.1", 0, "192.0.2.8", 0)),
        ("6in4", Session(41, "192.0.2.5", 0, "192.0.2.1", 0)),
        ("vxlan", Session(17, "192.0.2.7", 40000, "192.0.2.1", 4790)),
        ("anna", Session(17, "192.0.2.1", 51821, "192.0.2.9", 51820)),
        ("bob", Session(17, "192.0.2.6", 51820, "192.0.2.1", 51821)),
        ("dns", Session(17, "192.0.2.6", 5353, "192.0.2.1", 53)),
    ];

    private static readonly MemorySecrets Secrets = new(("wg", "sJACMShI4r+9qzNxpmQ5JeZRMb1JhVizzk+Gq0hehkU="));

    [Theory]
    [InlineData("addresses: [10.84.0.1/24]", "addresses: [10.84.0.1/24, 10.85.0.1/24]", "")]
    [InlineData("key: 5 }", "key: 6 }", "gre: tunnel is recreated")]
    [InlineData("remote: 192.0.2.5 }", "remote: 192.0.2.4 }", "6in4: he has it no longer")]
    [InlineData("key: 5 }, zone: inside,", "key: 5 }, enabled: false, zone: inside,", "gre: tunnel goes down")]
    [InlineData("allowed: [10.84.0.3/32]", "allowed: [10.84.0.3/32, 10.9.0.0/16]", "")]
    [InlineData("endpoint: \"192.0.2.9:51820\"", "endpoint: \"192.0.2.5:51820\"", "")]
    [InlineData("port: 51821", "port: 51822", "anna: secure has it no longer; bob: secure has it no longer")]
    [InlineData(
        "        bob: { public-key: \"gbY32PzSxtpjWeaWMROhFw3nleS3JbhNHgtM/Z7FjOk=\", endpoint: \"192.0.2.6:51820\", allowed: [10.84.0.3/32] }\n",
        "",
        "bob: secure has it no longer")]
    [InlineData("id: 42", "id: 43", "vxlan: over is recreated")]
    [InlineData(
        "192.0.2.1/24]",
        "192.0.2.2/24]",
        "gre: 192.0.2.1 leaves eth0; 6in4: 192.0.2.1 leaves eth0; vxlan: 192.0.2.1 leaves eth0; anna: 192.0.2.1 leaves eth0; bob: 192.0.2.1 leaves eth0")]
    public async Task Forecast_NamesTheTunnelsThatEnd(string was, string becomes, string ends)
    {
        Assert.Contains(was, Start, StringComparison.Ordinal);
        var kernel = FakeKernel.WithPorts(1);
        var before = Build(Start, kernel);
        foreach (var change in Planner.Plan(before, kernel.State))
            await kernel.ApplyAsync(change, TestContext.Current.CancellationToken);
        var desired = Build(Start.Replace(was, becomes, StringComparison.Ordinal), kernel);
        var (lost, kept) = Disruption.Of(
            Open.Select(open => open.Session), Planner.Plan(desired, kernel.State), before, desired, kernel.State, _ => null);
        Assert.Equal(ends, string.Join("; ", lost.Select(one => $"{Open.First(open => open.Session == one.Session).Name}: {one.Reason}")));
        Assert.All(lost, one => Assert.Equal("tunnel", one.Kind));
        Assert.Equal(5 - lost.Count, kept);
    }

    private static DesiredState Build(string document, FakeKernel kernel)
    {
        var built = DesiredStateBuilder.Build(
            Example.Read(document), new BuildContext(BoardFacts.None, [.. kernel.State.Links.Values], Secrets, BaseAccounts.Minimal));
        Assert.Empty(built.Problems);
        return built.State!;
    }

    private static TrackedSession Session(byte protocol, string source, ushort sourcePort, string destination, ushort port) =>
        new(
            protocol, IPAddress.Parse(source), sourcePort, IPAddress.Parse(destination),
            port, IPAddress.Parse(destination), port, IPAddress.Parse(source));
}
