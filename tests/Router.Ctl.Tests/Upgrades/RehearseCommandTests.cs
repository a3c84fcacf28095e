using Router.Ctl.Cli;
using Router.Ctl.Tests.Image;
using Router.Ctl.Upgrades;
using Router.Ctl.Upgrades.Rehearsal;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Tests.Upgrades;

/// <summary>What is found out before anything boots; <c>Router.Boot.Tests</c> has the rest.</summary>
public sealed class RehearseCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public RehearseCommandTests() => folder.Write("good.yaml", "version: 1\n");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(new[] { "r1" }, "a rehearsal is of one release")]
    [InlineData(new[] { "r1", "--image", "x", "--bundle", "y" }, "a rehearsal is of one release")]
    [InlineData(new[] { "--image", "x" }, "a rehearsal is of one router")]
    [InlineData(new[] { "r1", "--image", "x", "--document", "good.yaml" }, "a rehearsal is of one router")]
    [InlineData(new[] { "r1", "--image", "x", "--secrets", "a" }, "--secrets goes with --document")]
    [InlineData(new[] { "r1", "--image", "x", "--timeout", "0" }, "--timeout: 0 is not a number from 10 to 86400")]
    public async Task Rehearse_IncompleteCommand_IsAUsageError(string[] args, string message)
    {
        Assert.Equal(ExitCode.Usage, await RehearseAsync(args));
        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_NoSuchImage_SaysSo()
    {
        Assert.Equal(ExitCode.Input, await RehearseAsync("--image", folder["none"], "--document", folder["good.yaml"]));
        Assert.Contains("there is no such image", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_FileThatIsNoBundle_SaysSo()
    {
        Assert.Equal(ExitCode.Input, await RehearseAsync("--bundle", folder["good.yaml"], "--document", folder["good.yaml"]));
        Assert.Contains("bundle", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Input, await RehearseAsync("--bundle", folder["none"], "--document", folder["good.yaml"]));
        Assert.Contains("there is no such file", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_ImageWithoutAKernel_IsRefused()
    {
        using var image = new SmallImage();
        Assert.Equal(ExitCode.Input, await RehearseAsync("--image", image.Build(), "--document", folder["good.yaml"]));
        Assert.Contains("vmlinuz: it is not there", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_ImageForContainers_SaysWhyNot()
    {
        using var image = new SmallImage { Kernel = "" };
        Assert.Equal(ExitCode.Input, await RehearseAsync("--image", image.Build(), "--document", folder["good.yaml"]));
        Assert.Contains("it is an image for containers, and QEMU starts machines", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_Report_IsALineAValueAndASum()
    {
        RehearsalText.Print(terminal.Terminal, new RehearsalReport
        {
            Device = "attic",
            Board = "vm-x86_64",
            From = "0.1.0",
            To = "0.2.0",
            Booted = true,
            Seconds = 21.5,
            Values = 40,
            Findings =
            [
                new(Fate.Refused, "interfaces wan mtu", "99999", null, "is too large"),
                new(Fate.Refused, "", null, null, "samba does not run"),
                new(Fate.Lost, "system ntp a.example", "a.example", null, null),
                new(Fate.Lost, "system hostname", "ho\e[31mme", null, null),
                new(Fate.Changed, "interfaces lan mtu", "1400", "1300", null),
                new(Fate.Changed, "system drift", null, "heal", null),
            ],
            NotJudged = ["values of secrets"],
        });
        Assert.Equal(
            """
            refused: interfaces wan mtu: 99999: is too large
            refused: (the whole): samba does not run
            lost: system ntp a.example
            lost: system hostname: ho?[31mme
            changed: interfaces lan mtu: 1400 -> 1300
            changed: system drift: (not there) -> heal
            not judged: values of secrets
            attic: vm-x86_64 0.1.0 -> 0.2.0, 40 values: 2 refused, 2 lost, 2 changed; booted in 21.5 s

            """,
            terminal.Out);
    }

    private Task<int> RehearseAsync(params string[] args) => terminal.RunAsync(
        UpgradeCommands.Create, ["upgrade", "rehearse", .. args.Select(arg => arg == "good.yaml" ? folder[arg] : arg)]);
}
