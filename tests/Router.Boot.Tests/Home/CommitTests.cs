using System.Diagnostics;
using System.Text.Json;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Home;

public sealed class CommitTests(HomeLab lab) : HomeTest(lab)
{
    [Fact]
    public async Task CommitFile_DocumentWithMistakes_NamesAllAndChangesNothing()
    {
        var before = await RouterAsync("show configuration");
        var wrong = before.Replace("192.168.10.1/24", "192.168.10.1/42", StringComparison.Ordinal)
            .Replace("hostname: home", "hostnam: home", StringComparison.Ordinal);
        var refused = await Login.RunAsync("commit-file", wrong, Stopping);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("192.168.10.1/42", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Contains("hostnam", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await RouterAsync("show configuration"));
    }

    [Fact]
    public async Task CommitFile_SameDocument_TakesNoStep()
    {
        using var answer = JsonDocument.Parse(
            (await Login.RunAsync("commit-file --json", await RouterAsync("show configuration"), Stopping)).OrThrow("commit-file"));
        Assert.Empty(answer.RootElement.GetProperty("plan").EnumerateArray());
    }

    [Fact]
    public async Task CommitFile_ThatCutsItsOwnConnection_IsRefusedWithTheLines()
    {
        var before = await RouterAsync("show configuration");
        var shut = LabDocuments.Read(before)
            .With("firewall", "policies", "lan -> router", "drop")
            .With("services", "ssh", "zones", "[wan]")
            .ToText();
        var refused = await Login.RunAsync("commit-file", shut, Stopping);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("cut your own connection", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Contains("firewall policies \"lan -> router\"", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, await RouterAsync("show configuration"));
    }

    [Fact]
    public async Task CommitFileDryRun_AddressOfTheSession_ForecastsItsEndAndChangesNothing()
    {
        var before = await RouterAsync("show configuration");
        var moved = before.Replace("192.168.10.1/24", "192.168.10.3/24", StringComparison.Ordinal);
        using var forecast = JsonDocument.Parse(
            (await Login.RunAsync("commit-file --dry-run --json", moved, Stopping)).OrThrow("commit-file --dry-run"));
        var lost = forecast.RootElement.GetProperty("lost").EnumerateArray().ToList();
        Assert.Contains(
            lost,
            session => session.GetProperty("kind").GetString() == "ssh"
                && session.GetProperty("reason").GetString()!.Contains("192.168.10.1 leaves", StringComparison.Ordinal));
        Assert.Equal(before, await RouterAsync("show configuration"));
    }

    [Fact]
    public async Task CommitConfirm_LeftAlone_Returns()
    {
        var before = await RouterAsync("show configuration");
        var changed = LabDocuments.Read(before).With("system", "hostname", "passing").ToText();
        (await Login.RunAsync("commit-file --confirm 1", changed, Stopping)).OrThrow("commit-file");
        Assert.Contains("passing", await RouterAsync("show version"), StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        var now = "";
        while (now != before && clock.Elapsed < TimeSpan.FromMinutes(3))
            now = await RouterAsync("show configuration");
        Assert.Equal(before, now);
        Assert.DoesNotContain("passing", await RouterAsync("show version"), StringComparison.Ordinal);
    }
}
