using Router.Linux.Tunings;

namespace Router.Linux.Tests.Tunings;

/// <summary>Masks of processors, as <c>rps_cpus</c> and <c>xps_cpus</c> take them.</summary>
public sealed class SteeringMasksTests
{
    [Theory]
    [InlineData(1, 1, "0")]
    [InlineData(4, 1, "f")]
    [InlineData(4, 3, "f")]
    [InlineData(4, 4, "0")]
    [InlineData(4, 8, "0")]
    [InlineData(32, 1, "ffffffff")]
    [InlineData(33, 1, "00000001,ffffffff")]
    [InlineData(72, 8, "000000ff,ffffffff,ffffffff")]
    public void Receiving_FewQueues_AreOfAllProcessors(int processors, int queues, string expected) =>
        Assert.Equal(expected, SteeringMasks.Receiving(processors, queues));

    [Theory]
    [InlineData(1, 0, 1, "0")]
    [InlineData(4, 0, 1, "f")]
    [InlineData(4, 0, 2, "5")]
    [InlineData(4, 1, 2, "a")]
    [InlineData(4, 3, 4, "8")]
    [InlineData(2, 2, 4, "1")]
    [InlineData(2, 3, 4, "2")]
    public void Sending_EachProcessor_HasAQueue(int processors, int queue, int queues, string expected) =>
        Assert.Equal(expected, SteeringMasks.Sending(processors, queue, queues));

    [Theory]
    [InlineData(1, 1, "0", "0")]
    [InlineData(4, 2, "16384", "32768")]
    [InlineData(4, 3, "16384", "32768")]
    [InlineData(4, 4, "0", "32768")]
    public void Flows_AreDividedAmongQueues(int processors, int queues, string ofAQueue, string ofAll)
    {
        Assert.Equal(ofAQueue, SteeringMasks.Flows(processors, queues));
        Assert.Equal(ofAll, SteeringMasks.AllFlows(processors));
    }
}
