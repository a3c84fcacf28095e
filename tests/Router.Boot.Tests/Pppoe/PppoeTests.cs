using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Core.Boards;

namespace Router.Boot.Tests.Pppoe;

/// <summary>
/// A line by PPPoE on the kernel of a PC's image: the router against RP-PPPoE's server and Debian's pppd, which ask by CHAP. Of the
/// services the line alone runs, started as its script does; <c>Guest/lab.sh</c> has what the commands are made of.
/// </summary>
public sealed class PppoeTests : IAsyncLifetime
{
    private const string Pc = "pc-x86_64";

    /// <summary>The provider's programs, of Debian's package pppoe.</summary>
    private static readonly string[] Provider = ["/usr/sbin/pppoe", "/usr/sbin/pppoe-server"];

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    private ShellGuest? guest;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!Provider.All(File.Exists))
            return;
        var files = await LabInitramfs.FilesAsync("Pppoe/Guest", Stopping);
        foreach (var program in Provider)
            files.Add((Path.GetFileName(program), await File.ReadAllBytesAsync(program, Stopping)));
        guest = await ShellGuest.StartAsync(
            "pppoe", files, Stopping, memoryMiB: 1024, hardware: new GuestHardware(Pc, DiskBus.Nvme, []));
        await RunAsync("make_lab; make_router");
    }

    public async ValueTask DisposeAsync()
    {
        if (guest is not null)
            await guest.DisposeAsync();
    }

    [Fact]
    public async Task Line_WithItsPassword_HasAddressRouteServersAndForwards()
    {
        await RunAsync("serve 203.0.113.7; call; until_true 120 has_address 203.0.113.7");
        await RunAsync("until_true 30 has_default_route");
        var servers = await RunAsync("until_true 20 test -s /run/router/resolv.conf; cat /run/router/resolv.conf");
        Assert.Equal("nameserver 198.51.100.53", servers.Trim());
        await RunAsync("until_true 30 reaches_inside 203.0.113.7");
        var line = await LineAsync();
        Assert.Equal(
            ("up", "203.0.113.7", "203.0.113.1", 1492, "bras-3"),
            (Text(line, "state"), Text(line, "address"), Text(line, "peer"), line.GetProperty("mtu").GetInt32(),
                Text(line, "concentrator")));
    }

    [Fact]
    public async Task Line_WhoseProviderGoesAndComesBackWithAnotherAddress_GoesOnWithThat()
    {
        await RunAsync("serve 203.0.113.7; call; until_true 120 has_address 203.0.113.7");
        await RunAsync("fall_silent; until_true 120 is_gone; until_true 90 logged 'Timeout waiting for PADO'");
        var line = await LineAsync();
        Assert.Contains(Text(line, "state"), (string[])["calling", "waiting"]);
        Assert.Equal("Timeout waiting for PADO packets", Text(line, "failure"));
        await RunAsync("serve 203.0.113.8; until_true 120 has_address 203.0.113.8");
        await RunAsync("until_true 30 reaches_inside 203.0.113.8");
        Assert.Equal("203.0.113.8", Text(await LineAsync(), "address"));
    }

    [Fact]
    public async Task Line_WithAnotherPassword_IsToldSo()
    {
        await RunAsync("sed -i 's/right/wrong/' $lines/fibre.secret; serve 203.0.113.7; call");
        await RunAsync("until_true 90 logged 'CHAP authentication failed'");
        var line = await LineAsync();
        Assert.Contains(Text(line, "state"), (string[])["calling", "waiting"]);
        Assert.StartsWith("CHAP authentication failed", Text(line, "failure"), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<JsonElement> LineAsync()
    {
        using var shown = JsonDocument.Parse(await RunAsync("console show pppoe --json"));
        return shown.RootElement.GetProperty("lines")[0].Clone();
    }

    private Task<string> RunAsync(string command)
    {
        Assert.SkipWhen(guest is null, "no pppoe-server: Debian's package pppoe has it");
        return guest.RunAsync(command, Within, Stopping);
    }
}
