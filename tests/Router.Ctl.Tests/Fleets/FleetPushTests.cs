using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Fleets;

/// <summary>The verb as a whole, over a real sshd.</summary>
public sealed class FleetPushTests : IDisposable
{
    private readonly FleetLab lab = new(6);

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("builtin")]
    [InlineData("ssh")]
    public async Task Push_Waves_BringAllToTheirDocuments(string transport)
    {
        Assert.Equal(ExitCode.Done, await lab.Run(
            "push", "--canary", "1", "--wave", "50%", "--yes", "--transport", transport,
            "--junit", lab["junit.xml"], "--html", lab["page.html"]));
        for (var n = 1; n <= lab.Count; n++)
            Assert.Equal((FleetLab.New(n), false), (lab.Running(n), lab.Waits(n)));
        Assert.Contains("wave 1 of 3: 1 device\n", lab.Terminal.Error);
        Assert.Contains("wave 3 of 3: 2 devices\n", lab.Terminal.Error);
        Assert.Contains("6 devices: 6 applied\n", lab.Terminal.Out);
        Assert.Contains("  note: mind the gap\n", lab.Terminal.Out);
        var suite = XDocument.Load(lab["junit.xml"]).Root!.Element("testsuite")!;
        Assert.Equal(
            ("6", "0", 6),
            (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Elements("testcase").Count()));
        var page = await File.ReadAllTextAsync(lab["page.html"], TestContext.Current.CancellationToken);
        Assert.Contains("<ins>+  time-zone: Europe/Oslo</ins>", page);
        Assert.DoesNotContain("src=", page);

        Assert.Equal(ExitCode.Done, await lab.Run("push", "--yes", "--transport", transport, "--json"));
        using var json = JsonDocument.Parse(lab.Terminal.Out);
        Assert.All(
            json.RootElement.GetProperty("devices").EnumerateArray(),
            device => Assert.Equal("unchanged", device.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Diff_ShowsWhatIsNotAsItIsToBe()
    {
        lab.Write("r2/running", FleetLab.New(2));
        Assert.Equal(ExitCode.Done, await lab.Run("diff", "r[1:2]"));
        Assert.StartsWith("==> r1\n", lab.Terminal.Out);
        Assert.Contains("+  time-zone: Europe/Oslo\n2 devices: 1 as they are to be, 1 not\n", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_DryRun_ChangesNothing()
    {
        Assert.Equal(ExitCode.Done, await lab.Run("push", "--dry-run"));
        Assert.Contains("would take 2 steps and end 1 session", lab.Terminal.Out);
        for (var n = 1; n <= lab.Count; n++)
            Assert.Equal((FleetLab.Old(n), false), (lab.Running(n), lab.Waits(n)));
        Assert.False(Directory.Exists(lab[".fleet"]));
        lab.Write("r3/refuse", "");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r3", "--dry-run"));
        Assert.Contains("refused", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_CanaryFaresBadly_NoOtherIsBegun()
    {
        lab.Write("r2/refuse", "");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "--canary", "2", "--wave", "2", "--max-failures", "3", "--yes"));
        Assert.Contains("halted: r2 of the first wave fared badly", lab.Terminal.Error);
        Assert.Contains("6 devices: 1 applied, 1 refused, 4 skipped\n", lab.Terminal.Out);
        Assert.All(Enumerable.Range(3, 4), n => Assert.Equal("", lab.Commands(n)));
    }

    [Fact]
    public async Task Push_TooManyFareBadly_ThoseThatWereDoneGoBack()
    {
        lab.Write("r3/refuse", "");
        lab.Write("r4/sick", "");
        Assert.Equal(ExitCode.Input, await lab.Run(
            "push", "--wave", "2", "--max-failures", "1", "--health-wait", "1", "--rollback-on-failure", "--yes"));
        Assert.Contains("6 devices: 2 rolled back, 1 refused, 1 unhealthy, 2 skipped\n", lab.Terminal.Out);
        Assert.Contains("service dns: no port; it was taken back, and runs the old configuration", lab.Terminal.Out);
        for (var n = 1; n <= lab.Count; n++)
            Assert.Equal((FleetLab.Old(n), false), (lab.Running(n), lab.Waits(n)));
    }

    [Fact]
    public async Task Push_OneMoreFailureIsAllowed_GoesOn()
    {
        lab.Write("r1/refuse", "");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "--wave", "1", "--max-failures", "1", "--yes"));
        Assert.Contains("6 devices: 5 applied, 1 refused\n", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_NobodyToAsk_IsAUsageError()
    {
        Assert.Equal(ExitCode.Usage, await lab.Run("push", "--canary", "1"));
        Assert.Contains("6 devices in 2 waves (1, 5) would be pushed to, and nobody can be asked", lab.Terminal.Error);
        Assert.All(Enumerable.Range(1, 6), n => Assert.Equal("", lab.Commands(n)));
    }

    [Theory]
    [InlineData("t.yaml", "\uFEFFversion: 1\n", "it begins with a mark of byte order")]
    [InlineData("t.yaml", "version: 1\r\n", "its lines end as on Windows")]
    [InlineData("t.yaml", "version: 1\n${include t.yaml}\n", "files include each other in a circle")]
    [InlineData("t.yaml", "version: 1\nsystem: { time-zone: \"${nowhere}\" }\n", "there is no variable nowhere [all 6]")]
    [InlineData(
        ".fleet/x.journal", "{\"journal\":7,\"what\":\"Sprung\"}\n", "it is a journal of version 7, and this program knows version 1")]
    [InlineData(
        ".fleet/x.journal", "{\"journal\":1,\"id\":\"x\",\"by\":\"a\",\"what\":\"Started\"}\nrubbish\n{}\n", "line 2 is not a journal's")]
    public async Task Push_BadInput_IsOneMessageAndNothingIsSent(string file, string text, string message)
    {
        Directory.CreateDirectory(lab[".fleet"]);
        lab.Write(file, text);
        Assert.Equal(ExitCode.Input, await lab.Run("push", "--yes"));
        Assert.Contains(message, lab.Terminal.Error);
        Assert.Contains("nothing was sent", lab.Terminal.Error);
        Assert.All(Enumerable.Range(1, 6), n => Assert.Equal("", lab.Commands(n)));
    }

    [Fact]
    public async Task Push_SecretThatCannotBeHad_SendsNothing()
    {
        lab.Write("t.yaml", "version: 1\nsystem: { hostname: \"${name}\", users: { a: { role: files, password: !secret psk } } }\n");
        var inventory = await File.ReadAllTextAsync(lab["inventory.yaml"], TestContext.Current.CancellationToken);
        lab.Write("inventory.yaml", inventory + "\nsecrets: { psk: { gpg: psk.gpg }, other: { environment: NOBODY_SETS_THIS } }\n");
        lab.Write("psk.gpg", "not encrypted at all\n");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "--yes"));
        Assert.Contains("psk.gpg: gpg could not decrypt it", lab.Terminal.Error);
        Assert.Single(lab.Terminal.Error.Split('\n'), line => line.Contains("psk.gpg: gpg", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 6), n => Assert.Equal("", lab.Commands(n)));
    }

    /// <summary>Each router is sent the secrets that its document names, and no others, and no value stands in the journal.</summary>
    [Fact]
    public async Task Push_Secrets_GoToThoseThatNameThem()
    {
        lab.Write("t.yaml", """
            version: 1
            system:
              hostname: ${name}
              # ${for u in users}
              users: { a: { role: files, password: !secret ${u} } }
              # ${end}

            """);
        lab.Write("inventory.yaml", $$"""
            config: t.yaml
            user: root
            port: {{lab.Port}}
            variables: { users: [] }
            groups:
              some: { devices: ["r[1:2]"], variables: { users: ["of-${name}"] } }
            secrets:
              of-r1: { command: [echo, swordfish1] }
              of-r2: { gpg: r2.gpg }
              of-r3: { command: ["false"] }
            devices: { "r[1:3]": { address: "127.0.1.${number}" } }
            """);
        Encrypt("swordfish2", lab["r2.gpg"]);
        var code = await lab.Run("push", "r[1:3]", "--yes");
        Assert.True(code == ExitCode.Done, lab.Terminal.Error + lab.Terminal.Out);
        Assert.Equal("swordfish1", await File.ReadAllTextAsync(lab["r1/secret-of-r1"], TestContext.Current.CancellationToken));
        Assert.Equal("swordfish2", await File.ReadAllTextAsync(lab["r2/secret-of-r2"], TestContext.Current.CancellationToken));
        Assert.Equal((1, 1, 0), (Secrets(1), Secrets(2), Secrets(3)));
        var journal = Directory.GetFiles(lab[".fleet"], "*.journal").Single();
        Assert.DoesNotContain("swordfish", await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
        int Secrets(int n) => Directory.GetFiles(lab[$"r{n}"], "secret-*").Length;
    }

    /// <summary>The first run is killed for good while it is at the fourth; the next goes on.</summary>
    [Fact]
    public async Task Push_KilledInTheMiddle_GoesOnWhereItWas()
    {
        using var killed = Start("push", "--wave", "1", "--yes");
        lab.Write("r4/kill", $"{killed.Id}\n");
        await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(137, killed.ExitCode);
        File.Delete(lab["r4/kill"]);
        Assert.Equal((FleetLab.New(3), FleetLab.Old(4)), (lab.Running(3), lab.Running(4)));
        var asked = lab.Commands(1);

        Assert.Equal(ExitCode.Done, await lab.Run("push", "--wave", "1", "--yes"));
        Assert.Contains("3 of 6 are done (--anew begins again)", lab.Terminal.Error);
        Assert.Contains("6 devices: 6 applied\n", lab.Terminal.Out);
        Assert.Equal(asked, lab.Commands(1));
        for (var n = 1; n <= lab.Count; n++)
            Assert.Equal((FleetLab.New(n), false), (lab.Running(n), lab.Waits(n)));

        // That one has ended: the next begins again.
        Assert.Equal(ExitCode.Done, await lab.Run("push", "--yes"));
        Assert.DoesNotContain("goes on with", lab.Terminal.Error);
        Assert.Contains("6 devices: 6 unchanged\n", lab.Terminal.Out);
    }

    [Fact]
    public async Task Push_SomebodyElseIsAtIt_SaysWhoAndSinceWhen()
    {
        using var other = Start("push", "r[1:2]", "--wave", "1", "--pause", "10m", "--yes");
        while (!lab.Commands(1).Contains("confirm --json", StringComparison.Ordinal))
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r[2:3]", "--yes"));
        Assert.Contains($"r2: {Environment.UserName}@{Environment.MachineName}, process {other.Id}, since 20", lab.Terminal.Error);
        Assert.Equal(("", ""), (lab.Commands(2), lab.Commands(3)));
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r3", "--yes"));
        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, await lab.Run("push", "r2", "--yes", "--anew"));
    }

    /// <summary>From another desk: what waits on the device for its confirmation tells.</summary>
    [Fact]
    public async Task Push_ACommitWaitsOnTheDevice_IsLeftAlone()
    {
        lab.Write("r1/before", FleetLab.Old(1));
        lab.Write("r1/comment", "fleet push 1 by ben@desk");
        lab.Write("r1/deadline", $"{DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds()}");
        Assert.Equal(ExitCode.Input, await lab.Run("push", "r1", "--yes"));
        Assert.Contains("a commit of admin (fleet push 1 by ben@desk) waits for its confirmation until", lab.Terminal.Out);
        Assert.DoesNotContain("commit-file", lab.Commands(1));
    }

    private Process Start(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "routerctl");
        return Process.Start(new ProcessStartInfo(program, ["fleet", .. args, .. lab.Login]))!;
    }

    private void Encrypt(string value, string file)
    {
        var home = Directory.CreateDirectory(lab["gnupg"]).FullName;
        File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("GNUPGHOME", home);
        lab.Write("plain", value);
        string[] quiet = ["--batch", "--quiet", "--yes", "--pinentry-mode", "loopback", "--passphrase", ""];
        foreach (var arguments in new string[][]
        {
            [.. quiet, "--quick-generate-key", "desk", "default", "default", "never"],
            [.. quiet, "--trust-model", "always", "--encrypt", "--recipient", "desk", "--output", file, lab["plain"]],
        })
        {
            using var gpg = Process.Start(new ProcessStartInfo("gpg", arguments))!;
            gpg.WaitForExit();
            Assert.Equal(0, gpg.ExitCode);
        }
    }
}
