using System.Diagnostics;
using Router.Netns.Tests.Namespaces;
using Router.Testing;

namespace Router.Netns.Tests.Dhcp;

/// <summary>Programs in namespaces, each with files of its own in /run, ended with the test.</summary>
internal sealed class Serving : IAsyncDisposable
{
    private readonly List<Process> processes = [];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>dnsmasq with the file of the product; a test's machine has no user for it.</summary>
    public static async Task<(RouterUnderTest Router, Serving Serving)> RouterAsync(int ports, string document)
    {
        var router = await RouterUnderTest.CreateAsync(ports);
        // A bridge or an address that is looked for first would make each test wait for it.
        foreach (var end in router.Neighbours.Prepend(router.Kernel))
        {
            foreach (var setting in (string[])["accept_dad", "dad_transmits"])
                await end.RunAsync(() => File.WriteAllText($"/proc/sys/net/ipv6/conf/eth0/{setting}", "0"));
            await end.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv6/conf/eth0/addr_gen_mode", "0"));
        }
        await router.ApplyAsync(document);
        var serving = new Serving();
        await serving.StartDnsmasqAsync(router);
        return (router, serving);
    }

    public Task StartDnsmasqAsync(RouterUnderTest router)
    {
        var file = Path.Combine(router.Paths.Root, "etc/dnsmasq.conf");
        return StartAsync(
            router.Kernel,
            $"mkdir -p /run/router && : >/run/router/resolv.conf && : >/run/router/blocked.conf && grep -v '^user=\\|^group=\\|^dhcp-leasefile=' {file} >/run/d.conf "
            + "&& exec dnsmasq --keep-in-foreground --conf-file=/run/d.conf --user=root --dhcp-leasefile=/run/leases");
    }

    /// <summary>A dnsmasq that is somebody else's.</summary>
    public Task StartOtherAsync(NetworkNamespace where, string options) => StartAsync(
        where,
        $"exec dnsmasq --keep-in-foreground --conf-file=/dev/null --user=root --dhcp-leasefile=/run/leases --no-resolv --no-hosts {options}");

    /// <summary>The number of its process.</summary>
    public Task<int> StartAsync(NetworkNamespace where, string command) => where.RunAsync(() =>
    {
        var process = Process.Start(
            new ProcessStartInfo("unshare", ["--mount", "sh", "-c", $"mount -t tmpfs none /run && {command}"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
        return process.Id;
    });

    /// <summary>What BusyBox's client is told: a lease's words by their names. <paramref name="options"/>: its own.</summary>
    public static async Task<Dictionary<string, string>> LeaseAsync(NetworkNamespace host, string options)
    {
        var script =
            "mount -t tmpfs none /run && printf '#!/bin/sh\\n[ \"$1\" = bound ] && env >/run/told\\nexit 0\\n' >/run/script && chmod +x /run/script "
            + $"&& busybox udhcpc -f -q -n -i eth0 -t 20 -T 1 -s /run/script {options} >/dev/null 2>&1; cat /run/told";
        var said = await SaidAsync(host, script);
        return said.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToDictionary(pair => pair.Key, pair => pair.First()[1]);
    }

    /// <summary>What a shell in a namespace says, with files of its own in /run.</summary>
    public static Task<string> SaidAsync(NetworkNamespace where, string command) => where.RunAsync(async () =>
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await error;
    });

    /// <summary>An answer of a name server, in one line.</summary>
    public static async Task<string> AskAsync(NetworkNamespace host, string server, string name, string type = "A")
    {
        var said = await SaidAsync(host, $"busybox nslookup -type={type} {name} {server}");
        return string.Join(
            ' ', said.Split('\n').SkipWhile(line => line.Length > 0)
                .SelectMany(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>Until it says so.</summary>
    public static async Task UntilAsync(Func<Task<string>> look, string expected)
    {
        using var limit = new CancellationTokenSource(Patience);
        var seen = "";
        while (!(seen = await look()).Contains(expected, StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested, $"no {expected} in: {seen}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }
}
