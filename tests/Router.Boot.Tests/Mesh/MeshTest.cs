namespace Router.Boot.Tests.Mesh;

/// <summary>
/// What the tests of the mesh lab have in common: one guest for all. The wire between the nodes counts whose packets went to whom: that
/// is the way they took, whatever the daemons say.
/// </summary>
[Collection(MeshCollection.Name)]
public abstract class MeshTest(MeshLab lab) : IAsyncDisposable
{
    internal const string Hub = "10.0.0.1", First = "10.0.0.2", Second = "10.0.0.3", OtherHub = "10.0.0.10";

    protected MeshLab Lab { get; } = lab;

    /// <summary>Of a test that failed: what there is to see of its nodes.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            TestContext.Current.TestOutputHelper?.WriteLine(await Lab.RunAsync("report"));
        GC.SuppressFinalize(this);
    }

    /// <summary>Packets there and back between these two, all of them answered, and none by anybody else.</summary>
    internal async Task AssertPathAsync(int from, int to, string source, string destination, string where = "wan")
    {
        const int packets = 10;
        await Lab.RunAsync($"forget_flows {where}");
        Assert.Equal(0, await Lab.LostAsync(from, to, packets));
        var flows = await Lab.FlowsAsync("data", where);
        Assert.Equal(
            [((source, destination), packets), ((destination, source), packets)],
            flows.Select(f => (f.Key, f.Value)).OrderBy(f => f.Key != (source, destination)));
    }

    /// <summary>Of what ping says; all of it is told otherwise.</summary>
    internal static void AssertNothingLost(string said) => Assert.True(said.Contains(" 0% packet loss", StringComparison.Ordinal), said);

    /// <summary>Packets there and back by the hub at this underlay address, all of them answered.</summary>
    internal async Task AssertPathByHubAsync(int from, int to, string source, string hub, string destination)
    {
        const int packets = 10;
        await Lab.RunAsync("forget_flows");
        Assert.Equal(0, await Lab.LostAsync(from, to, packets));
        var flows = await Lab.FlowsAsync("data");
        Assert.Equal(
            (packets, packets, packets, packets),
            (flows[(source, hub)], flows[(hub, destination)], flows[(destination, hub)], flows[(hub, source)]));
        Assert.Equal(4, flows.Count);
    }
}
