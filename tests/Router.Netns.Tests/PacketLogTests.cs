using System.Globalization;
using Router.Core.Edges;
using Router.Linux.Edges.Mesh;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// The kernel takes away what a closed socket asked for by the number of its port, which it may have given to the next socket by then: a
/// hub whose reader of the packet log went that way would tell nobody of a shorter way, for ever. In a loop beside sockets that are opened
/// and closed one of some 20,000 readers is gone at once; with a number that nobody else is given none is.
/// </summary>
public sealed class PacketLogTests
{
    private const string Readers = "/proc/thread-self/net/netfilter/nfnetlink_log";

    /// <summary>Of a process its number, of further sockets a negative one.</summary>
    private const uint LastProcess = 1 << 22, FirstDrawn = 1u << 31;

    [Fact]
    public async Task Reader_HasAPortThatTheKernelGivesToNobody()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        var ports = await kernel.RunAsync(() => Enumerable.Range(0, 3).Select(_ => PortOfAReader()).ToList());
        Assert.All(ports, port => Assert.InRange(port, LastProcess + 1, FirstDrawn - 1));
        Assert.Distinct(ports);
    }

    [Fact]
    public async Task Reader_WaitsForTheLastOne_WhichMayBeThereAMomentLonger()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await kernel.RunAsync(() =>
        {
            var last = LinuxMeshKernel.PacketLogSocket();
            using var closing = new Timer(_ => last.Dispose(), state: null, dueTime: 200, Timeout.Infinite);
            return PortOfAReader();
        });
    }

    [Fact]
    public async Task SecondReader_IsRefused()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        var error = await kernel.RunAsync(() =>
        {
            using var first = LinuxMeshKernel.PacketLogSocket();
            return Assert.Throws<ApplyException>(LinuxMeshKernel.PacketLogSocket);
        });
        Assert.Equal("read the packet log: Operation not permitted", error.Message);
    }

    private static uint PortOfAReader()
    {
        using var socket = LinuxMeshKernel.PacketLogSocket();
        var line = Assert.Single(File.ReadAllLines(Readers));
        return uint.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
