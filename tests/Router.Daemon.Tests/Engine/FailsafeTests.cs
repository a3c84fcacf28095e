using Router.Api.Contract;
using Router.Core.Boards;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;
using Router.Documents;
using Router.Features.SystemSettings;

namespace Router.Daemon.Tests.Engine;

/// <summary>A boot without the configuration that was confirmed.</summary>
public class FailsafeTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly BoardFacts Board = new(
        "attic",
        new[]
        {
            KeyValuePair.Create<string, ValueList<string>>("wan", ["eth0"]),
            KeyValuePair.Create<string, ValueList<string>>("lan", ["eth2", "eth1"]),
        }.ToValueMap());

    private static readonly BootState Failsafe = new(IsFailsafe: true, IsRam: false, []);

    private static readonly string Confirmed = TestRouter.Document(
        "192.168.7.1/24",
        "system:\n  hostname: home\n  users:\n"
            + $"    anna: {{ role: admin, keys: [\"{Key} anna: \\\"#\\\" home\"], password: !secret anna }}\n"
            + $"    eva: {{ role: view, keys: [\"{Key}\"] }}\n    bob: {{ role: admin, password: !secret anna }}\n");

    [Fact]
    public async Task Boot_Failsafe_HasOnePort_AndAdminsByTheirKeysAlone()
    {
        await using var router = await BootAsync(Confirmed);
        var config = router.Engine.Running.Content.Config;
        Assert.Equal("failsafe", config.System.Hostname);
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth2"));
        Assert.Empty(router.Addresses("eth0"));
        Assert.Empty(router.Addresses("eth1"));
        Assert.Equal(["lan"], config.Services.Ssh!.Zones);
        var (name, admin) = Assert.Single(config.System.Users);
        Assert.Equal("anna", name);
        Assert.Equal((UserRole.Admin, null), (admin.Role, admin.Password));
        Assert.Equal([$"{Key} anna: \"#\" home"], admin.Keys);
        Assert.StartsWith("failsafe: no configuration is applied", Assert.Single(router.Engine.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("version: 1\ninterfaces: [")]
    public async Task Boot_Failsafe_NothingThatCanBeRead_LetsNobodyInButTheSerialConsole(string? startup)
    {
        await using var router = await BootAsync(startup);
        var config = router.Engine.Running.Content.Config;
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth2"));
        Assert.Empty(config.System.Users);
        Assert.Null(config.Services.Ssh);
    }

    [Fact]
    public async Task Boot_Failsafe_StartupIsDamaged_TakesTheAdminsOfTheNewestGeneration()
    {
        var state = Directory.CreateTempSubdirectory("router-state-").FullName;
        await using (var before = new TestRouter(state, keep: true))
        {
            before.Secrets.Set("anna", "secret");
            await before.BootAsync();
            await before.Engine.CommitAsync(Confirmed, null, new Author("anna", "local"), null);
        }
        await File.WriteAllTextAsync(Path.Combine(state, "startup.yaml"), "{", TestContext.Current.CancellationToken);
        await using var router = await new TestRouter(state, boot: Failsafe, board: Board).BootAsync();
        Assert.Equal("anna", Assert.Single(router.Engine.Running.Content.Config.System.Users).Key);
    }

    [Fact]
    public async Task Boot_Failsafe_BoardWithoutLan_HasNoNetwork()
    {
        await using var router = await new TestRouter(boot: Failsafe).BootAsync();
        Assert.Empty(router.Engine.Running.Content.Config.Interfaces);
    }

    [Fact]
    public async Task Failsafe_WhatBootsStaysAsItIs_AndCanBeTakenBack()
    {
        await using var router = await BootAsync(Confirmed);
        await using var client = router.Connect(null);
        var shown = await client.SendAsync(
            new Request.ShowConfiguration(ConfigurationSource.Startup, []), TestContext.Current.CancellationToken);
        Assert.Contains("hostname: home", $"{ApiJson.Print(shown)}", StringComparison.Ordinal);
        router.Secrets.Set("anna", "secret");
        await router.Engine.CommitAsync(Confirmed, null, new Author("root", "local"), null);
        Assert.Equal(["192.168.7.1/24"], router.Addresses("eth1"));
        Assert.Empty(router.Addresses("eth2"));
        Assert.Empty(router.Engine.Notes);
    }

    private static async Task<TestRouter> BootAsync(string? startup)
    {
        var router = new TestRouter(boot: Failsafe, board: Board);
        if (startup is not null)
            await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), startup, TestContext.Current.CancellationToken);
        return await router.BootAsync();
    }
}
