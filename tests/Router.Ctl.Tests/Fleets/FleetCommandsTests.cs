using System.Diagnostics;
using System.Text.Json;
using Router.Ctl.Cli;
using Router.Ctl.Fleets;
using Router.Testing;

namespace Router.Ctl.Tests.Fleets;

/// <summary>What is done without any device.</summary>
public sealed class FleetCommandsTests : IDisposable
{
    private static readonly string Example = Path.Combine(Golden.Root(), "configs/fleet/inventory.yaml");

    private readonly TemporaryFolder folder = new();
    private RecordingTerminal terminal = new();

    public FleetCommandsTests() => folder.Write("good.yaml", "version: 1\nsystem: { hostname: \"${name}\" }\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_TheExample_IsGood()
    {
        Assert.Equal((ExitCode.Done, ""), (await Run(Example, "check"), terminal.Out));
        Assert.Equal(ExitCode.Done, await Run(Example, "check", "--json"));
        using var json = JsonDocument.Parse(terminal.Out);
        Assert.Equal(22, json.RootElement.GetProperty("devices").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Render_TheExample_IsEachDevicesOwn()
    {
        Assert.Equal(ExitCode.Done, await Run(Example, "render", "branch20"));
        Assert.Contains("  hostname: branch20\n  time-zone: Europe/Paris\n", terminal.Out);
        Assert.Contains("  guests: { vlan: 30, on: lan, zone: guests, addresses: [10.129.20.1/24] }\n", terminal.Out);
        Assert.Equal(ExitCode.Done, await Run(Example, "render", "branches", "not", "@canary", "--to", folder["out"]));
        Assert.Equal(18, Directory.GetFiles(folder["out"]).Length);
        Assert.DoesNotContain("guests", await File.ReadAllTextAsync(folder["out/branch18.yaml"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task List_TheExample_HasGroupsSitesAndTags()
    {
        Assert.Equal(ExitCode.Done, await Run(Example, "list", "@canary", "hub1", "site:paris"));
        Assert.Equal(
            """
            DEVICE    ADDRESS       GROUPS    SITE   TAGS
            hub1      198.51.100.1  hubs
            branch01  10.255.0.11   branches         canary
            branch02  10.255.0.12   branches         canary
            branch19  10.255.0.119  branches  paris
            branch20  10.255.0.120  branches  paris

            """, terminal.Out);
    }

    /// <summary>Of many devices each fault is one line, with the devices that have it.</summary>
    [Fact]
    public async Task Check_ManyFaults_AreAllToldAtOnceWithTheirPlaces()
    {
        folder.Write("t.yaml", "version: 1\nsystem:\n  hostname: ${name}\n  time-zone: ${zone}\n# ${include part.yaml}\n");
        folder.Write("part.yaml", "interfaces:\n  lan: { device: \"@nowhere\", mtu: ${mtu} }\n");
        folder.Write("board.yaml", await File.ReadAllTextAsync(
            Path.Combine(Golden.Root(), "boards/vm-x86_64/board.yaml"), TestContext.Current.CancellationToken));
        folder.Write("inventory.yaml", """
            config: t.yaml
            board: ./board.yaml
            variables: { zone: Europe/Oslo, mtu: 1500 }
            devices:
              "a[1:4]": { address: "10.0.0.${number}" }
              b: { address: 10.0.1.1, variables: { mtu: many } }
              c: { address: 10.0.1.2, config: gone.yaml }
              d: { address: 10.0.1.3, config: other.yaml }
            """);
        folder.Write("other.yaml", "version: 1\nsystem: { hostname: ${nome} }\nsistem: ${x}\n");
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        var lines = terminal.Out.TrimEnd().Split('\n')
            .Select(line => line.Replace(folder[""], "", StringComparison.Ordinal).TrimStart('/'))
            .ToList();
        Assert.Contains(lines, line => line.StartsWith("gone.yaml:0:0: document: there is no such file", StringComparison.Ordinal)
            && line.EndsWith("[c]", StringComparison.Ordinal));
        Assert.Contains("other.yaml:2:21: document: there is no variable nome [d]", lines);
        Assert.Contains("other.yaml:3:9: document: there is no variable x [d]", lines);
        Assert.Contains(lines, line => line.StartsWith("part.yaml:2:", StringComparison.Ordinal)
            && line.Contains("mtu", StringComparison.Ordinal) && line.EndsWith("[b]", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("part.yaml:2:", StringComparison.Ordinal)
            && line.Contains("nowhere", StringComparison.Ordinal) && line.EndsWith("[a1, a2, a3 and 2 more]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_VariableMissingForSomeOfMany_NamesThem()
    {
        folder.Write("t.yaml", "version: 1\nsystem:\n  hostname: ${name}\n  time-zone: ${zone}\n");
        folder.Write("inventory.yaml", """
            config: t.yaml
            devices:
              "a[1:3]": { address: "10.0.0.${number}", variables: { zone: Europe/Oslo } }
              b: { address: 10.0.1.1 }
            """);
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        Assert.StartsWith($"{folder["t.yaml"]}:4:14: document: there is no variable zone [b]\n", terminal.Out);
        Assert.All(terminal.Out.TrimEnd().Split('\n').Skip(1), line => Assert.Contains("note: ", line));
    }

    [Theory]
    [InlineData("\uFEFFversion: 1\n", ":1:1: document: it begins with a mark of byte order")]
    [InlineData("version: 1\n# a\nsystem:\r\n  hostname: x\r\n", ":3:1: document: its lines end as on Windows")]
    public async Task Check_MarksAndLineEndsOfOtherSystems_AreRefused(string text, string message)
    {
        folder.Write("t.yaml", text);
        folder.Write("inventory.yaml", "config: t.yaml\ndevices: { a: { address: 10.0.0.1 } }\n");
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        Assert.Contains($"{folder["t.yaml"]}{message}", terminal.Out);
        folder.Write("inventory.yaml", text);
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        Assert.Contains($"{folder["inventory.yaml"]}{message}", terminal.Out);
    }

    [Theory]
    [InlineData("{}", "devices is missing")]
    [InlineData("devices: {}", "it has no devices")]
    [InlineData("devices: { a: { address: 10.0.0.1 }, a: { address: 10.0.0.2 } }", "inventory.yaml:1:")]
    [InlineData(
        "config: good.yaml\ndevices: { \"a[1:2]\": { address: \"10.0.0.${number}\" }, a2: { address: 10.0.0.3 } }",
        "a2 is there already, by a[1:2]")]
    [InlineData("devices: { a: { address: 10.0.0.1 } }", "there is no configuration for it (a)")]
    public async Task Check_InventoryThatIsWrong_IsTold(string text, string message)
    {
        folder.Write("inventory.yaml", text + "\n");
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        Assert.Contains(message, terminal.Out);
    }

    [Theory]
    [InlineData(new[] { "render", "x" }, ExitCode.Input, "'x' is no device, group or tag here")]
    [InlineData(new[] { "render" }, ExitCode.Usage, "these are 2 devices")]
    [InlineData(new[] { "list", "a", "not", "a" }, ExitCode.Input, "the selector leaves no device")]
    public async Task Selector_ThatMeansNoneOrTooMany_IsTold(string[] args, int code, string message)
    {
        folder.Write("inventory.yaml", "config: good.yaml\ndevices: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n");
        Assert.Equal(code, await Run(folder["inventory.yaml"], args));
        Assert.Contains(message, terminal.Error);
    }

    [Fact]
    public async Task Check_Secrets_AreTriedWhereThatIsWanted()
    {
        folder.Write("t.yaml", """
            version: 1
            system: { users: { anna: { role: files, password: !secret anna }, ben: { role: files, password: !secret ben } } }

            """);
        folder.Write("inventory.yaml", """
            config: t.yaml
            secrets: { anna: { command: [sh, -c, "echo no such entry >&2; exit 3"] }, spare: { file: none } }
            devices: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2, secrets: { anna: { file: "secrets/${name}" } } } }
            """);
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check"));
        Assert.Contains($"inventory.yaml:2:12: secrets anna: {folder["secrets/b"]}: there is no such file [b]", terminal.Out);
        Assert.DoesNotContain("failed", terminal.Out);
        Assert.Contains("note: nothing says where ben is to be had: the device has to have it already [all 2]", terminal.Out);
        Directory.CreateDirectory(folder["secrets"]);
        folder.Write("secrets/b", "swordfish\n");
        Assert.Equal(ExitCode.Done, await Run(folder["inventory.yaml"], "check"));
        Assert.Equal(ExitCode.Input, await Run(folder["inventory.yaml"], "check", "--secrets"));
        Assert.Contains("failed (exit code 3): no such entry [a]", terminal.Out);
        Assert.DoesNotContain("swordfish", terminal.Out);
    }

    /// <summary>With the real age, where it is on the machine.</summary>
    [Fact]
    public async Task Check_SecretOfAge_IsDecryptedWithItsIdentity()
    {
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        Assert.SkipUnless(path.Any(bin => File.Exists(Path.Combine(bin, "age-keygen"))), "wants age");
        Shell("age-keygen -o key && age-keygen -o other && echo swordfish | age -r $(age-keygen -y key) -o psk.age");
        folder.Write("t.yaml", "version: 1\nsystem: { users: { anna: { role: files, password: !secret psk } } }\n");
        foreach (var (key, code) in new[] { ("key", ExitCode.Done), ("other", ExitCode.Input) })
        {
            folder.Write("inventory.yaml", $$"""
                config: t.yaml
                secrets: { psk: { age: psk.age, identity: {{key}} } }
                devices: { a: { address: 10.0.0.1 } }
                """);
            Assert.Equal(code, await Run(folder["inventory.yaml"], "check", "--secrets"));
        }
        Assert.Contains("psk.age: age could not decrypt it", terminal.Out);
    }

    [Theory]
    [InlineData("br", "branch07", "branches")]
    [InlineData("@", "@canary", "@canary")]
    [InlineData("site:", "site:paris", "site:paris")]
    public void Completion_Selector_OffersWhatTheInventoryHas(string typed, string one, string other)
    {
        var root = CommandLine.Root(terminal.Terminal, [FleetCommands.Create]);
        var offered = CommandLine.Parse(root, ["fleet", "push", "--inventory", Example, typed]).GetCompletions().Select(item => item.Label);
        Assert.Contains(one, offered);
        Assert.Contains(other, offered);
    }

    [Theory]
    [InlineData("check", "--secrets")]
    [InlineData("list", "--json")]
    [InlineData("render", "--to <DIR>")]
    [InlineData("diff", "--transport <builtin|ssh>")]
    [InlineData("push", "--wave <N|N%>")]
    public async Task Help_OfEachVerb_NamesItsOptions(string verb, string option)
    {
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(FleetCommands.Create, "fleet", verb, "--help"));
        Assert.Contains("[<SELECTOR>...]", terminal.Out);
        Assert.Contains(option, terminal.Out);
    }

    private void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder[""] })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private async Task<int> Run(string inventory, params string[] args)
    {
        terminal = new();
        return await terminal.RunAsync(FleetCommands.Create, ["fleet", .. args, "--inventory", inventory]);
    }
}
