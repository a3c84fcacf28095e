using System.Globalization;

namespace Router.Boot.Tests.Mesh;

/// <summary>The mesh lab with a clock that counts instructions, a nanosecond each.</summary>
public sealed class ClockedLab : MeshLab
{
    protected override bool HasInstructionClock => true;
}

/// <summary>How long the first packets between two protected spokes take the hub, by the times of packets on the wire.</summary>
public sealed class ShortcutTimeTests(ClockedLab lab) : IClassFixture<ClockedLab>
{
    private const double MostToShortcut = 0.05;
    private const int Rounds = 3;

    [Fact]
    public async Task FirstPacket_ToShortcutWithIpsec_TakesFiftyMillisecondsAndNoneIsLost()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await lab.RunAsync("clear; protected_lab 0 1 2; until_true 60 knows router 0 10.255.0.2 10.255.0.3");
            await lab.RunAsync("until_true 60 joined 1 2; log_secured; mark talk");
            Assert.Equal(0, await lab.LostAsync(1, 2, 10, 0.2));
            var straight = await FirstAsync(MeshTest.First, MeshTest.Second) - await FirstAsync(MeshTest.First, MeshTest.Hub);
            TestContext.Current.TestOutputHelper
                ?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first packet to first straight packet {straight:0.0000} s"));
            Assert.InRange(straight, 0, MostToShortcut);
        }
    }

    private async Task<double> FirstAsync(string from, string to)
    {
        var marked = double.Parse(await lab.RunAsync("marked talk"), CultureInfo.InvariantCulture);
        return (await lab.RunAsync("logged_secured")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Where(line => line[1] == from && line[2] == to)
            .Select(line => double.Parse(line[0], CultureInfo.InvariantCulture))
            .First(at => at >= marked);
    }
}
