using System.Diagnostics;
using Router.Fleet.Tests.Ssh;

namespace Router.Ctl.Tests.Fleets;

/// <summary>
/// Routers r1 to rN behind one real sshd: a real routerd each, in a network namespace of its own, and the real console as what sshd runs.
/// </summary>
internal sealed class RealFleet : IDisposable
{
    private readonly Sshd sshd;
    private readonly Dictionary<int, Process> daemons = [];

    public RealFleet(int routers)
    {
        sshd = Sshd.Launch(prepare: sshd =>
        {
            File.AppendAllText(sshd["config"], "\nMaxStartups 1000\n");
            foreach (var n in Enumerable.Range(1, routers))
            {
                var script = sshd[$"console{n}"];
                File.WriteAllText(
                    script, $"#!/bin/sh\nexec {Program} console --socket {sshd[$"r{n}/run/routerd.sock"]} -c \"$SSH_ORIGINAL_COMMAND\"\n");
                File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                File.AppendAllText(sshd["config"], $"\nListenAddress 127.0.1.{n}:{sshd.Port}\n");
            }
            foreach (var n in Enumerable.Range(1, routers))
                File.AppendAllText(sshd["config"], $"Match LocalAddress 127.0.1.{n}\n  ForceCommand {sshd[$"console{n}"]}\n");
        });
        foreach (var n in Enumerable.Range(1, routers))
            Start(n);
        File.WriteAllText(sshd["known"], $"* {string.Join(' ', File.ReadAllText(sshd["host.pub"]).Split(' ')[..2])}\n");
        File.WriteAllText(sshd["t.yaml"], "version: 1\nsystem: { hostname: \"${name}\" }\n");
        File.WriteAllText(sshd["inventory.yaml"], $$"""
            config: t.yaml
            user: root
            port: {{sshd.Port}}
            devices: { "r[1:{{routers}}]": { address: "127.0.1.${number}" } }
            """);
    }

    public RecordingTerminal Terminal { get; private set; } = new();

    public string this[string name] => sshd[name];

    /// <summary>The daemon; a published one takes a third of the memory and starts at once.</summary>
    private static string Program => Environment.GetEnvironmentVariable("ROUTER_ROUTERD") is { Length: > 0 } published
        ? published
        : Path.Combine(AppContext.BaseDirectory, "routerd");

    public void Start(int router)
    {
        // Its host name and its network are its own.
        var daemon = Process.Start(new ProcessStartInfo("unshare",
        [
            "--net", "--uts", "--", Program, "run", "--state", sshd[$"r{router}/state"], "--socket", sshd[$"r{router}/run/routerd.sock"],
            "--root", sshd[$"r{router}/root"], "--board", sshd[$"r{router}/board.yaml"],
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        daemons[router] = daemon;
        _ = daemon.StandardError.ReadToEndAsync();
        for (string? line; (line = daemon.StandardOutput.ReadLine()) is not null;)
        {
            if (line.Contains("ready: network is applied", StringComparison.Ordinal))
            {
                _ = daemon.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException("routerd ended before it was ready");
    }

    public void Stop(int router)
    {
        using var daemon = daemons[router];
        daemon.Kill();
        daemon.WaitForExit();
        daemons.Remove(router);
    }

    /// <summary>A verb of <c>fleet</c>; what is run on devices stands behind <c>--</c>.</summary>
    public async Task<int> Run(params string[] args)
    {
        string[] login =
            ["--inventory", sshd["inventory.yaml"], "--identity", sshd["client"], "--known-hosts", sshd["known"], "--ssh-config", "none"];
        var words = Array.IndexOf(args, "--") is >= 0 and var at ? at : args.Length;
        Terminal = new();
        return await Terminal.RunAsync(
            Router.Ctl.Fleets.FleetCommands.Create, ["fleet", .. args[..words], .. login, .. args[words..]]);
    }

    public void Dispose()
    {
        foreach (var router in daemons.Keys.ToList())
            Stop(router);
        sshd.Dispose();
    }
}
