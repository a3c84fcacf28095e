using System.Globalization;

namespace Router.Boot.Tests.Mesh;

/// <summary>
/// How long a spoke takes, by the times of packets on the wire in the kernel's log. The limits are generous, since this machine is emulated
/// and shared; <c>tests/bench/mesh</c> has figures on a clock of instructions. They tell a daemon that acts at once from one that waits for
/// a timer of seconds. What the runtime needs to start is not in them: that grows with what else the machine does.
/// </summary>
public sealed class TimingTests(MeshLab lab) : MeshTest(lab)
{
    private const double MostToRegister = 3, MostToShortcut = 0.9;

    [Fact]
    public async Task Spoke_RegistersOnceItRuns_AndTakesShortcutsOnceItMay()
    {
        await Lab.RunAsync(
            "clear; make_wan; for node in 0 1 2; do make_node $node; done; log_wire; start 0 router; start 2 router; until_true 120 knows router 0 10.255.0.3");
        await Lab.RunAsync("mark start; start 1 router; until_true 120 grep -q ' ready: ' $state/s1/log; mark ready");
        await Lab.RunAsync("until_true 120 knows router 0 10.255.0.2");
        var ready = await MarkedAsync("ready");
        var started = await MarkedAsync("start");
        var asked = await FirstAsync(started, First, Hub);
        var registered = await FirstAsync(asked, Hub, First);
        await Lab.RunAsync("mark talk; in_node 1 ping -q -c 5 -i 0.2 -I 10.128.1.1 10.128.2.1; until_true 60 shortcut 1 2");
        var told = await FirstAsync(await MarkedAsync("talk"), Hub, First);
        var resolved = await FirstAsync(told, Hub, First, skip: 1);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"start to ready {ready - started:0.000} s, to request {asked - started:0.000} s, request to reply {registered - asked:0.0000} s, indication to resolution reply {resolved - told:0.0000} s"));
        Assert.InRange(registered - ready, double.MinValue, MostToRegister);
        Assert.InRange(resolved - told, 0, MostToShortcut);
    }

    private async Task<double> MarkedAsync(string what) => double.Parse(await Lab.RunAsync($"marked {what}"), CultureInfo.InvariantCulture);

    /// <summary>When the first NHRP packet from one to the other passed after that time.</summary>
    private async Task<double> FirstAsync(double after, string from, string to, int skip = 0) =>
        (await Lab.RunAsync("logged_wire")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Where(words => words[1] == from && words[2] == to).Select(words => double.Parse(words[0], CultureInfo.InvariantCulture))
            .Where(time => time > after).Skip(skip).First();
}
