using System.Text.Json;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Home;

public sealed class ConsoleTests(HomeLab lab) : HomeTest(lab)
{
    [Fact]
    public async Task OneShot_ShowInterfacesJson_HasBothSides()
    {
        using var json = JsonDocument.Parse(await RouterAsync("show interfaces --json"));
        var addresses = json.RootElement.GetProperty("interfaces").EnumerateArray()
            .Where(i => i.GetProperty("name").ValueKind == JsonValueKind.String)
            .SelectMany(i => i.GetProperty("addresses")
                .EnumerateArray()
                .Select(a => (i.GetProperty("name").GetString(), a.GetProperty("address").GetString())))
            .ToList();
        Assert.Contains(("lan", "192.168.10.1/24"), addresses);
        Assert.Contains(("wan", $"{HomeLab.Outer}/24"), addresses);
    }

    [Fact]
    public async Task OneShot_ShowServicesJson_AllWantedRun()
    {
        using var json = JsonDocument.Parse(await RouterAsync("show services --json"));
        var services = json.RootElement.GetProperty("services").EnumerateArray().Where(s => s.GetProperty("wanted").GetBoolean()).ToList();
        Assert.All(services, s => Assert.True(s.GetProperty("running").GetBoolean(), $"{s}"));
        Assert.Superset(
            new HashSet<string?> { "dnsmasq", "sshd", "squid", "samba" },
            services.Select(s => s.GetProperty("name").GetString()).ToHashSet());
    }

    [Fact]
    public async Task OneShot_UnknownCommand_IsAUsageError() => Assert.Equal(2, (await Login.RunAsync("show nonsense", Stopping)).ExitCode);

    [Fact]
    public async Task Login_WithoutAKnownKey_IsRefused()
    {
        var other = Path.Combine(Path.GetDirectoryName(Login.Key)!, "other");
        await Router.Image.Vm.Edges.SshLogin.MakeKeyAsync(other, "nobody", Stopping);
        var refused = await (Login with { Key = other }).RunAsync("show version", Stopping);
        Assert.Equal(255, refused.ExitCode);
        Assert.Contains("Permission denied", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_TabAndQuestionMark_CompleteAndHelp()
    {
        await using var session = SshSession.Start(Login);
        await session.SeeAsync("> ");
        await session.TypeAsync("show vers\t");
        await session.SeeAsync("version");
        await session.TypeAsync("\r");
        await session.SeeAsync("kernel:");
        await session.SeeAsync("> ");
        await session.TypeAsync("show ?");
        await session.SeeAsync("interfaces");
        await session.TypeAsync("\u0015exit\r");
        Assert.Equal(0, await session.EndAsync());
    }

    [Fact]
    public async Task Terminal_ConfigureAndDiscard_LeaveTheConfiguration()
    {
        var before = await RouterAsync("show configuration");
        await using var session = SshSession.Start(Login);
        await session.SeeAsync("> ");
        await session.TypeAsync("configure\r");
        await session.SeeAsync("# ");
        await session.TypeAsync("set system hostname other\r");
        await session.SeeAsync("# ");
        await session.TypeAsync("compare\r");
        await session.SeeAsync("hostname: other");
        await session.TypeAsync("discard\r");
        await session.SeeAsync("# ");
        await session.TypeAsync("exit\r");
        await session.SeeAsync("> ");
        await session.TypeAsync("exit\r");
        Assert.Equal(0, await session.EndAsync());
        Assert.Equal(before, await RouterAsync("show configuration"));
    }
}
