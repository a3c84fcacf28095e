using System.Diagnostics;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Survival;

/// <summary>What is found in a state directory that is not as it should be.</summary>
public sealed class StateFolderTests : IAsyncLifetime
{
    private static readonly Author Anna = new("anna", "local");
    private static readonly string One = TestRouter.Document("192.168.1.1/24");
    private static readonly string Two = TestRouter.Document(
        "192.168.2.1/24", "system: { users: { anna: { role: admin, password: !secret anna } } }\n");
    private readonly string folder = Directory.CreateTempSubdirectory("router-state-").FullName;

    private string Startup => Path.Combine(folder, "startup.yaml");

    public async ValueTask InitializeAsync()
    {
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        router.Secrets.Set("anna", "pw");
        await router.Engine.CommitAsync(One, null, Anna, null);
        await router.Engine.CommitAsync(Two, null, Anna, null);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Startup_IsGoneButGenerationsAreThere_BootsTheNewestAndSaysSo()
    {
        File.Delete(Startup);
        await BootsTwoAsync("the startup configuration is not there");
    }

    [Fact]
    public async Task Startup_IsADanglingLink_BootsTheNewestAndSaysSo()
    {
        File.Delete(Startup);
        File.CreateSymbolicLink(Startup, "/nowhere/at/all");
        await BootsTwoAsync("the startup configuration is not there");
    }

    [Fact]
    public async Task Startup_IsADirectory_BootsTheNewestAndSaysSo()
    {
        File.Delete(Startup);
        Directory.CreateDirectory(Startup);
        await BootsTwoAsync("directory");
    }

    [Fact]
    public async Task Startup_IsAFifo_BootsTheNewestAndSaysSo()
    {
        File.Delete(Startup);
        using (var made = Process.Start("mkfifo", Startup))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        await BootsTwoAsync("no regular file");
    }

    [Fact]
    public async Task Startup_IsHalfWritten_BootsTheNewestAndSaysSo()
    {
        await File.WriteAllTextAsync(Startup, Two[..(Two.Length / 2)], TestContext.Current.CancellationToken);
        await BootsTwoAsync("startup.yaml");
    }

    [Fact]
    public async Task Values_AreGone_BootsWithWhatIsStoredNow()
    {
        Directory.Delete(Path.Combine(folder, "values"), recursive: true);
        await using var router = new TestRouter(folder, keep: true);
        router.Secrets.Set("anna", "another");
        await router.BootAsync();
        Assert.Empty(router.Engine.Notes);
    }

    [Fact]
    public async Task ValuesAndSecrets_AreGone_BootsTheRestSaysSoAndTakesTheSecretWhenItComes()
    {
        Directory.Delete(Path.Combine(folder, "values"), recursive: true);
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Contains(
            router.Engine.Notes, n => n.StartsWith("system users anna password: there is no secret anna", StringComparison.Ordinal));
        Assert.Contains("\nanna:*:", router.Kernel.State.Services["@accounts"].Files["/etc/shadow"].Content, StringComparison.Ordinal);
        router.Secrets.Set("anna", "pw");
        Assert.True(await router.Engine.RecoverAsync());
        Assert.Empty(router.Engine.Notes);
        Assert.Contains("\nanna:$6$", router.Kernel.State.Services["@accounts"].Files["/etc/shadow"].Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("device.key")]
    [InlineData("generations/000002.json")]
    public async Task OtherFiles_AreDirectories_BootsAllTheSame(string file)
    {
        File.Delete(Path.Combine(folder, file));
        Directory.CreateDirectory(Path.Combine(folder, file));
        await using var router = new TestRouter(folder, keep: true);
        router.Secrets.Set("anna", "pw");
        await router.BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
    }

    [Fact]
    public async Task Startup_APartThatThisFirmwareRefuses_BootsTheRestOfTheSameDocument()
    {
        var refused = One.Replace(
            "version: 1\n",
            "version: 1\nroutes: { 10.0.0.0/8: { via: nonsense }, 172.16.0.0/12: { via: 192.168.1.7 } }\n",
            StringComparison.Ordinal);
        foreach (var file in (string[])[Startup, .. Directory.GetFiles(Path.Combine(folder, "generations"), "*.yaml")])
            await File.WriteAllTextAsync(file, refused, TestContext.Current.CancellationToken);
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal("172.16.0.0/12", Assert.Single(router.Kernel.State.Routes).Destination.ToString());
        Assert.Contains(
            router.Engine.Notes,
            n => n.StartsWith("left out: ", StringComparison.Ordinal) && n.Contains("10.0.0.0/8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Startup_AKeyThatThisFirmwareDoesNotKnow_CostsNothingBesideIt()
    {
        var refused = One.Replace(
            "version: 1\n", "version: 1\nsystem: { hostname: attic, lamp: bright }\n", StringComparison.Ordinal);
        foreach (var file in (string[])[Startup, .. Directory.GetFiles(Path.Combine(folder, "generations"), "*.yaml")])
            await File.WriteAllTextAsync(file, refused, TestContext.Current.CancellationToken);
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        Assert.Equal("attic", router.Engine.Running.Content.Config.System.Hostname);
        Assert.Contains(
            router.Engine.Notes,
            n => n.StartsWith("left out: ", StringComparison.Ordinal) && n.Contains("system lamp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Startup_AKeyOfALaterSchema_IsToldAndCostsNothing()
    {
        var later = One.Replace("version: 1\n", "version: 9\nsystem: { hostname: attic, lamp: bright }\n", StringComparison.Ordinal);
        foreach (var file in (string[])[Startup, .. Directory.GetFiles(Path.Combine(folder, "generations"), "*.yaml")])
            await File.WriteAllTextAsync(file, later, TestContext.Current.CancellationToken);
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        Assert.Equal("attic", router.Engine.Running.Content.Config.System.Hostname);
        Assert.Contains("lamp: bright", router.Engine.Running.Content.Text, StringComparison.Ordinal);
        Assert.Equal(["system lamp: is not known to this version: it is kept, and does nothing here"], router.Engine.Notes);
    }

    [Fact]
    public async Task NothingCanBeRead_BootsEmptyBehindAFirewallAndSaysWhy()
    {
        Directory.Delete(Path.Combine(folder, "generations"), recursive: true);
        await File.WriteAllTextAsync(Startup, "{", TestContext.Current.CancellationToken);
        await using var router = await new TestRouter(folder, keep: true).BootAsync();
        Assert.NotNull(router.Kernel.State.RulesetFingerprint);
        Assert.Contains(router.Engine.Notes, n => n.Contains("log in on the serial console", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Startup_IsDamagedAndTheSameIsCommittedAgain_IsWholeAndNothingIsSaidAnyMore()
    {
        await File.WriteAllTextAsync(Startup, "{", TestContext.Current.CancellationToken);
        await using var router = new TestRouter(folder, keep: true);
        router.Secrets.Set("anna", "pw");
        await router.BootAsync();
        Assert.NotEmpty(router.Engine.Notes);
        await router.Engine.CommitAsync(router.Engine.Running.Content.Text, null, new Author("anna", "local"), null);
        Assert.Empty(router.Engine.Notes);
        Assert.Equal(router.Engine.Running.Content.Text, await File.ReadAllTextAsync(Startup, TestContext.Current.CancellationToken));
    }

    private async Task BootsTwoAsync(string said)
    {
        await using var router = new TestRouter(folder, keep: true);
        await router.BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        Assert.Contains(router.Engine.Notes, n => n.Contains(said, StringComparison.Ordinal));
        // The secret is the generation's own: nothing is stored under its name in this process.
        Assert.DoesNotContain(router.Engine.Notes, n => n.Contains("no secret", StringComparison.Ordinal));
    }
}
