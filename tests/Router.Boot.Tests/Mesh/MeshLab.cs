using System.Globalization;
using Router.Boot.Tests.Lab;
using Router.Image.Vm;

namespace Router.Boot.Tests.Mesh;

/// <summary>
/// One guest with the image's kernel, programs and FRR, in which hub and spokes are namespaces on one wire;
/// <c>Guest/*.sh</c> have what its commands are made of.
/// </summary>
public class MeshLab : IAsyncLifetime
{
    private static readonly TimeSpan CommandWithin = TimeSpan.FromMinutes(6);
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private ShellGuest? guest;

    /// <summary>Time in the guest is what it executed, whatever else this machine does.</summary>
    protected virtual bool HasInstructionClock => false;

    public async ValueTask InitializeAsync()
    {
        var stopping = TestContext.Current.CancellationToken;
        var files = await LabInitramfs.FilesAsync("Mesh/Guest", stopping);
        guest = await ShellGuest.StartAsync(
            "mesh", files, stopping, memoryMiB: 1024, processors: HasInstructionClock ? 1 : 2, HasInstructionClock);
    }

    public async ValueTask DisposeAsync()
    {
        if (guest is not null)
            await guest.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs one line of shell, with the lab's functions, and returns what it wrote.</summary>
    /// <exception cref="MachineException">It failed; the message has what it wrote.</exception>
    internal Task<string> RunAsync(string command) =>
        (guest ?? throw new InvalidOperationException("the lab was not made"))
            .RunAsync(command, CommandWithin, TestContext.Current.CancellationToken);

    /// <summary>A new wire with a hub and two spokes, each run by that daemon; done when the hub knows both spokes.</summary>
    internal async Task BeginAsync(string hub = "router", string first = "router", string second = "router")
    {
        await RunAsync("clear; make_wan; for node in 0 1 2; do make_node $node; done");
        await RunAsync($"start 0 {hub}; start 1 {first}; start 2 {second}");
        await RunAsync($"until_true 120 knows {hub} 0 10.255.0.2 10.255.0.3");
        foreach (var (spoke, daemon) in new[] { (1, first), (2, second) })
        {
            if (daemon.EndsWith("router", StringComparison.Ordinal))
                await RunAsync($"until_true 60 joined {spoke}");
        }
    }

    /// <summary>Packets from LAN to LAN, until both spokes send straight to each other.</summary>
    internal async Task BeginShortcutAsync()
    {
        await RunAsync("ping_lan 1 2 5 0.2");
        await RunAsync("until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
    }

    /// <summary>How many of so many packets from one LAN to another did not come back.</summary>
    internal async Task<int> LostAsync(int from, int to, int count, double interval = 0.1) =>
        Lost(await RunAsync(string.Create(Invariant, $"ping_lan {from} {to} {count} {interval}")));

    /// <summary>Starts to send packets from one LAN to another, five a second, until <see cref="EndPacketsAsync"/>.</summary>
    internal async Task BeginPacketsAsync(int from, int to) => await RunAsync($"begin_ping {from} {to}");

    /// <summary>How many were sent, and how many did not come back.</summary>
    internal async Task<(int Sent, int Lost)> EndPacketsAsync(int from)
    {
        var said = await RunAsync($"end_ping {from}");
        return (int.Parse(said.Split(' ')[0], Invariant), Lost(said));
    }

    /// <summary>Packets by their underlay source and destination, since the flows were last forgotten.</summary>
    internal async Task<IReadOnlyDictionary<(string From, string To), int>> FlowsAsync(string set, string where = "wan") =>
        (await RunAsync($"flows {set} {where}")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => (words[0], words[1]), words => int.Parse(words[2], Invariant));

    /// <summary>"10 9" is one lost of ten.</summary>
    private static int Lost(string said) => said.Split(' ') is [var sent, var back]
        ? int.Parse(sent, Invariant) - int.Parse(back, Invariant)
        : throw new MachineException($"no ping: {said}");
}

[CollectionDefinition(Name)]
public sealed class MeshCollection : ICollectionFixture<MeshLab>
{
    public const string Name = "mesh";
}
