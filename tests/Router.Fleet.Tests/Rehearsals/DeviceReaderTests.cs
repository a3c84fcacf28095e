using Router.Api.Contract;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rehearsals;
using Router.Fleet.Tests.Push;

namespace Router.Fleet.Tests.Rehearsals;

public class DeviceReaderTests
{
    private static readonly Device Home = new("home", "192.0.2.1");

    private readonly FakeRouter router = new(new FakeClock()) { Answer = Say };

    [Fact]
    public async Task Read_ARouter_KnowsWhatItIsAndNoValueOfASecret()
    {
        var state = await DeviceReader.ReadAsync(router, Home, TestContext.Current.CancellationToken);
        Assert.Equal(("home", "old\n", "vm"), (state.Name, state.Document, state.Board));
        Assert.Equal(["mesh"], state.SecretNames);
        Assert.Equal(["bad.txt"], state.SetFileNames);
        Assert.Equal(256L << 20, state.MemoryBytes);
        Assert.Equal(
            [new("eth0", "52:54:00:00:00:01", true), new("eth1", "52:54:00:00:00:02", true), new("eth2", null, false)], state.Cards);
        Assert.All(router.Commands, command => Assert.StartsWith("show ", command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WhoMayNotSeeSecrets_IsToldWhy()
    {
        router.Answer = command => command.StartsWith("show secrets", StringComparison.Ordinal)
            ? FakeRouter.Failed(FailureKind.Denied, "show secrets needs the role admin")
            : Say(command);
        var refused = await Assert.ThrowsAsync<IOException>(
            () => DeviceReader.ReadAsync(router, Home, TestContext.Current.CancellationToken));
        Assert.Equal("show secrets gave no answer of a router: show secrets needs the role admin", refused.Message);
    }

    private static CommandOutput? Say(string command) => command switch
    {
        "show interfaces --json" => Good(new Response.Interfaces(
        [
            Link("wan", "eth0", "physical", "52:54:00:00:00:01"),
            Link(null, "eth1", "physical", "52:54:00:00:00:02", "lan"),
            Link(null, "eth2", "physical", null),
            Link("lan", "lan", "bridge", "52:54:00:00:00:02"),
            Link(null, "lo", "loopback", "00:00:00:00:00:00"),
        ])),
        "show secrets --json" => Good(new Response.Secrets(["mesh"])),
        "show set-files --json" => Good(new Response.SetFiles(["bad.txt"])),
        "show system --json" => Good(new Response.SystemStatus(
            "home", DateTimeOffset.UnixEpoch, 1, [0, 0, 0], 256L << 20, 1, 1, "/data", 1, 1)),
        _ => null,
    };

    private static InterfaceStatus Link(string? name, string device, string kind, string? mac, string? bridge = null) =>
        new(name, device, null, kind, "up", mac, 1500, bridge, [], 0, 0, 0, 0);

    private static CommandOutput Good(Response answer) => new(0, ApiJson.Print(answer) + "\n", "");
}
