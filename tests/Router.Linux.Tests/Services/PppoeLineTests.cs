using System.Diagnostics;
using System.Globalization;
using Router.Testing;

namespace Router.Linux.Tests.Services;

/// <summary>The script of a line by PPPoE, with a program in pppd's place that says when it was called.</summary>
public sealed class PppoeLineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Temporary system = new();

    private Process? line;

    public PppoeLineTests()
    {
        foreach (var folder in (string[])["/lines", "/run/pppoe"])
            Directory.CreateDirectory(system.InRoot(folder));
        File.WriteAllText(system.InRoot("/lines/fibre"), "plugin pppoe.so\nifname wan\n");
        Script("/down", "rm -f %/run/pppoe/$1");
    }

    public void Dispose()
    {
        line?.Kill(entireProcessTree: true);
        line?.Dispose();
        system.Dispose();
    }

    [Fact]
    public async Task Calls_ThatFail_ComeAfterPausesThatDouble()
    {
        Script("/pppd", "echo $(cut -d' ' -f1 /proc/uptime) $2 $3 >>%/calls; exit 16");
        Start();
        await UntilAsync(() => Calls().Length >= 4);
        var times = Calls().Select(call => double.Parse(call.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        foreach (var (index, pause) in new[] { 1, 2, 4 }.Index())
            Assert.InRange(times[index + 1] - times[index], pause, pause + 1.5);
        Assert.EndsWith($" file {system.InRoot("/lines/fibre")}", Calls()[0], StringComparison.Ordinal);
        await UntilAsync(() => Pause().Contains("pause 8", StringComparison.Ordinal));
        Assert.Matches(@"^process [0-9]+\npause 8\nuntil [0-9]+\n\z", Pause());
    }

    /// <summary>A session that lasted ends the growth; one that was killed leaves nothing behind.</summary>
    [Fact]
    public async Task Session_ThatLasted_IsFollowedByTheFirstPauseAgain()
    {
        Script(
            "/pppd",
            "echo x >>%/calls; [ $(wc -l <%/calls) -ne 3 ] || { echo up >%/run/pppoe/wan; "
            + "echo $(($(cut -d. -f1 /proc/uptime) - 60)) >%/run/pppoe/.wan.came; }; exit 16");
        Start();
        await UntilAsync(() => Calls().Length >= 3 && Pause().Contains("pause 1\n", StringComparison.Ordinal));
        Assert.False(File.Exists(system.InRoot("/run/pppoe/wan")));
    }

    [Fact]
    public async Task End_OfALine_EndsItsSession()
    {
        Script("/pppd", "trap 'echo ended >%/ended; exit 5' TERM; echo x >>%/calls; sleep 60 & wait $!; exit 1");
        Start();
        await UntilAsync(() => Calls().Length == 1);
        using var end = Process.Start("kill", ["-TERM", line!.Id.ToString(CultureInfo.InvariantCulture)]);
        await line.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal((0, true), (line.ExitCode, File.Exists(system.InRoot("/ended"))));
    }

    private string[] Calls() => File.Exists(system.InRoot("/calls")) ? File.ReadAllLines(system.InRoot("/calls")) : [];

    private string Pause() =>
        File.Exists(system.InRoot("/run/pppoe-pauses/fibre")) ? File.ReadAllText(system.InRoot("/run/pppoe-pauses/fibre")) : "";

    private void Start()
    {
        var text = File.ReadAllText(Path.Combine(Golden.Root(), "firmware/rootfs/usr/libexec/router/pppoe-line"))
            .Replace("/usr/sbin/pppd", system.InRoot("/pppd"), StringComparison.Ordinal)
            .Replace("/usr/share/router/pppoe-down", system.InRoot("/down"), StringComparison.Ordinal)
            .Replace("/etc/ppp/lines", system.InRoot("/lines"), StringComparison.Ordinal)
            .Replace("/run/router/", system.InRoot("/run/"), StringComparison.Ordinal);
        File.WriteAllText(system.InRoot("/line"), text);
        line = Process.Start("sh", [system.InRoot("/line"), "fibre"]);
    }

    private void Script(string path, string commands)
    {
        File.WriteAllText(
            system.InRoot(path), $"#!/bin/sh\n{commands.Replace("%", system.InRoot("/").TrimEnd('/'), StringComparison.Ordinal)}\n");
        File.SetUnixFileMode(system.InRoot(path), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo())
            await Task.Delay(50, limit.Token);
    }
}
