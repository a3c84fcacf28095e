using Router.Core.Edges;
using Router.Core.Plans;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Survival;

/// <summary>One thing that is broken on a router, and what mends it.</summary>
internal sealed record Breakage(string Name, Action<TestRouter> Break, Action<TestRouter> Mend)
{
    private static readonly string[] Services =
    [
        "dnsmasq", "chronyd", "squid", "samba", "zebra", "bgpd", "strongswan", "dhcpcd", "udhcpc.eth0"
    ];

    private static readonly Func<string, Exception>[] Kinds =
    [
        what => new ApplyException(what, 12, "Cannot allocate memory"),
        what => new ApplyException(what, 0, "did not end in 60 seconds"),
        what => new IOException($"{what}: No space left on device"),
        what => new UnauthorizedAccessException($"{what}: Operation not permitted"),
        what => new InvalidOperationException(what),
        what => new OperationCanceledException(what),
        what => new ObjectDisposedException(what),
    ];

    /// <summary>Everything that can be broken, each in every way.</summary>
    public static IReadOnlyList<Breakage> All { get; } =
    [
        .. Services.Select(service => Fault($"{service} does not start", change => change switch
        {
            Change.StartService c => c.Name == service,
            Change.RefreshService c => c.Name == service,
            _ => false,
        })),
        .. Services.Select(service => Fault($"{service} does not stop", change => change is Change.StopService c && c.Name == service)),
        .. Services.Append("sshd").Select(
            service => Fault($"a file of {service} cannot be written", change => change is Change.WriteFile c && c.Service == service)),
        Fault("no file can be removed", change => change is Change.RemoveFile),
        Fault("no route can be added", change => change is Change.AddRoute),
        Fault("no link can be made", change => change is Change.CreateLink),
        Fault("no link can be deleted", change => change is Change.DeleteLink),
        Fault("no address can be taken away", change => change is Change.RemoveAddress),
        Fault("wan cannot be opened", change => change is Change.SetUp { Link: "eth0" }),
        Fault("the size of links cannot be changed", change => change is Change.SetMtu),
        Fault("the host name cannot be set", change => change is Change.SetHostname),
        Fault("a kernel setting is refused", change => change is Change.SetSysctl),
        Fault("rules cannot be added", change => change is Change.AddRoutingRule),
        .. ((string[])["anna", "nas", "tunnel", "mesh"]).Select(secret =>
        {
            string? value = null;
            return new Breakage(
                $"the secret {secret} is gone",
                router =>
                {
                    (value, _) = (router.Secrets.Find(secret), 0);
                    router.Secrets.Remove(secret);
                    foreach (var kept in Directory.GetFiles(Path.Combine(router.StateFolder, "values")))
                        File.Delete(kept);
                },
                router =>
                {
                    if (value is not null)
                        router.Secrets.Set(secret, value);
                });
        }),
        new(
            "the port eth2 is gone",
            router => router.Unplug("eth2"),
            router => router.PlugIn("eth2")),
    ];

    private static Breakage Fault(string name, Func<Change, bool> fails)
    {
        var kind = 0;
        Func<Change, Exception?>? before = null;
        return new Breakage(
            name,
            router =>
            {
                before = router.Kernel.Fault;
                var others = before;
                router.Kernel.Fault = change => fails(change) ? Kinds[kind++ % Kinds.Length](name) : others?.Invoke(change);
            },
            router => router.Kernel.Fault = null);
    }
}
