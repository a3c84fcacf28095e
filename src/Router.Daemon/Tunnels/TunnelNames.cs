using System.Net.Sockets;
using Router.Daemon.Engine;
using Router.Daemon.Mesh;
using Router.Features.Interfaces.Build;

namespace Router.Daemon.Tunnels;

/// <summary>
/// Looks up the hosts that tunnels of the running configuration call by name, and tells when one is elsewhere. A name that is not found
/// keeps the address that it had.
/// </summary>
internal sealed class TunnelNames(
    ConfigurationEngine engine, Device device, INames names, EventHub events, TimeProvider time)
{
    /// <summary>Of events: what a tunnel stands on is another address.</summary>
    public const string Subject = "tunnel";

    /// <summary>Between looks for names that nobody has found yet, and for all of them.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10), Usual = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken stopping)
    {
        await engine.NetworkReady.WaitAsync(stopping);
        var looked = time.GetTimestamp();
        while (true)
        {
            var all = time.GetElapsedTime(looked) >= Usual;
            if (all)
                looked = time.GetTimestamp();
            await LookAsync(all, stopping);
            await Task.Delay(Pause, time, stopping);
        }
    }

    /// <summary>Of <paramref name="all"/> names, or of those that are not known alone.</summary>
    private async Task LookAsync(bool all, CancellationToken stopping)
    {
        foreach (var name in TunnelFollowing.Names(engine.Running.Content.Config).Where(n => all || device.Names.Find(n) is null).ToList())
        {
            var found = await names.LookUpAsync(name, stopping);
            if (device.Names.Keep(name, [.. found.Where(a => a.AddressFamily == AddressFamily.InterNetworkV6 && !a.IsIPv6LinkLocal)]))
                events.Publish(Subject, $"{name} is {device.Names.Find(name)}");
        }
    }
}
