using System.Text.Json;
using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Fleets;

public sealed class FleetStatusTests : IDisposable
{
    private readonly FleetLab lab = new(3);

    public void Dispose() => lab.Dispose();

    [Fact]
    public async Task Status_SaysWhatEachRuns_AndAPushWhatItSigns()
    {
        lab.Write("r1/running", FleetLab.New(1));
        lab.Write("r3/deadline", $"{DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds()}");
        lab.Write("r3/before", FleetLab.Old(3));
        lab.Write("r3/comment", "by hand");
        Assert.Equal(ExitCode.Done, await lab.Run("status"));
        Assert.Contains("r1      same         now    2030.1  2030-01-01", lab.Terminal.Out);
        Assert.Contains("r2      differs      now", lab.Terminal.Out);
        Assert.Matches("r3 +unconfirmed +now .* goes back at [0-9:]+ unless it is confirmed\n", lab.Terminal.Out);
        Assert.Contains("3 devices: 1 same, 1 differs, 1 unconfirmed\n", lab.Terminal.Out);

        Assert.Equal(ExitCode.Done, await lab.Run("push", "r2", "--yes"));
        Assert.Equal(ExitCode.Done, await lab.Run("status", "r2", "--json"));
        using var json = JsonDocument.Parse(lab.Terminal.Out);
        var r2 = json.RootElement[0];
        Assert.Equal(
            ("same", true, false, 5),
            (r2.GetProperty("runs").GetString(), r2.GetProperty("reachable").GetBoolean(), r2.GetProperty("old").GetBoolean(),
                r2.GetProperty("statement").GetProperty("generation").GetInt32()));
    }

    [Fact]
    public async Task Status_OfADeviceThatIsAway_ShowsItsLastAndItsAge()
    {
        lab.Write("r1/running", FleetLab.New(1));
        Assert.Equal(ExitCode.Done, await lab.Run("status", "r1"));
        var record = lab[".fleet/devices/r1.json"];
        var text = await File.ReadAllTextAsync(record, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(record));
        using (var json = JsonDocument.Parse(text))
        {
            var heard = json.RootElement.GetProperty("heard").GetString()!;
            await File.WriteAllTextAsync(
                record,
                text.Replace(
                    $"\"heard\": \"{heard}\"", $"\"heard\": \"{DateTimeOffset.UtcNow.AddHours(-50):O}\"", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
        }
        await LeaveAsync("r1");
        Assert.Equal(ExitCode.Input, await lab.Run("status", "r[1:2]"));
        Assert.Matches("r1 +same +2d 2h ago +2030.1 .* old; ", lab.Terminal.Out);
        Assert.Contains("by an old statement; 1 not reached\n", lab.Terminal.Out);
    }

    [Fact]
    public async Task Status_OfAnotherKey_IsNotBelievedUntilItIsMeant()
    {
        Assert.Equal(ExitCode.Done, await lab.Run("status", "r1"));
        FleetLab.MakeKey(lab["r1"]);
        lab.Write("r1/serial", "0\n");
        Assert.Equal(ExitCode.Input, await lab.Run("status", "r1"));
        Assert.Matches("r1 +differs +[0-9]+s ago .*old; its key is SHA256:.*routerctl fleet status r1 --new-key\n", lab.Terminal.Out);
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r1", "--yes"));
        Assert.Contains("nothing was sent", lab.Terminal.Out);
        Assert.DoesNotContain("commit-file", lab.Commands(1));
        Assert.Equal(ExitCode.Usage, await lab.Run("status", "--new-key"));
        Assert.Equal(ExitCode.Done, await lab.Run("status", "r1", "--new-key"));
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r1", "--yes"));
    }

    [Fact]
    public async Task Status_NumberGoesBack_IsAnOldStatement()
    {
        lab.Write("r1/serial", "900\n");
        Assert.Equal(ExitCode.Done, await lab.Run("status", "r1"));
        lab.Write("r1/serial", "5\n");
        Assert.Equal(ExitCode.Input, await lab.Run("status", "r1"));
        Assert.Contains("its statement has number 6 after 901 was heard", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_OfADeviceThatSignsSomethingElse_IsNotApplied()
    {
        lab.Write("r1/lies", "");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r1", "--yes"));
        Assert.Contains("r1      not proven", lab.Terminal.Out);
        Assert.Contains("its statement is not signed with the key that it shows; nothing was sent", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_OfAReleaseWithoutStatements_WantsToBeAllowed()
    {
        lab.Write("r1/unsigned", "");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r1", "--yes"));
        Assert.Contains("(upgrade it, or take its word by --allow-unsigned); nothing was sent", lab.Terminal.Out);
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r1", "--yes", "--allow-unsigned"));
        Assert.Contains("on its word: its release signs no statements", lab.Terminal.Out);
        Assert.Contains("1 device: 1 applied\n", lab.Terminal.Out);
    }

    /// <summary>From another desk, and whatever waits there: the device itself keeps others off.</summary>
    [Fact]
    public async Task Push_OfADeviceThatAnotherDeskHolds_SaysWhoAndSinceWhen()
    {
        lab.Write("r1/lock", "fleet push 7 by ben@other");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r[1:2]", "--max-failures", "1", "--yes"));
        Assert.Matches("r1 +busy .*fleet push 7 by ben@other holds it since 12:00:00\n", lab.Terminal.Out);
        Assert.Contains("2 devices: 1 applied, 1 busy\n", lab.Terminal.Out);
        Assert.DoesNotContain("commit-file", lab.Commands(1));
        Assert.Matches("commit-file --confirm 5 .*--lock \"?fleet push", lab.Commands(2));
        Assert.False(File.Exists(lab["r2/lock"]));
    }

    /// <summary>Nobody listens at its address any more.</summary>
    private async Task LeaveAsync(string device)
    {
        var inventory = await File.ReadAllTextAsync(lab["inventory.yaml"], TestContext.Current.CancellationToken);
        lab.Write("inventory.yaml", inventory.Replace(
            "devices: {", $"devices: {{ {device}: {{ address: 127.0.2.9 }}, ", StringComparison.Ordinal)
            .Replace("\"r[1:3]\"", "\"r[2:3]\"", StringComparison.Ordinal));
    }
}
