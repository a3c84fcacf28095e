using System.Diagnostics;
using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>The real daemon in a namespace, killed without warning while it commits, again and again.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 6;
    private readonly RealDaemon router = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task Kill_DuringCommits_BootsTheLastOneOrTheOneBefore_AndTheKernelIsAsItSays()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await kernel.IpAsync("link add eth0 type veth peer name eth9");
        var number = 0;
        var confirmed = 0;
        var random = new Random(9);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var daemon = await router.StartAsync(kernel);
            var running = await router.HostnameAsync();
            Assert.Contains(running, kill == 0 ? ["router"] : new[] { $"r{confirmed}", $"r{number}" });
            Assert.Equal(running, (await kernel.ProgramAsync("hostname", "")).Trim());
            confirmed = kill == 0 ? 0 : int.Parse(running[1..], System.Globalization.CultureInfo.InvariantCulture);
            var patience = Stopwatch.StartNew();
            var until = random.Next(50, 400);
            await using var client = router.Connect();
            Task<Response>? committing = null;
            while (patience.ElapsedMilliseconds < until || confirmed == 0)
            {
                committing = client.SendAsync(new Request.CommitFile(RealDaemon.Document(++number), null, null), Token);
                if (patience.ElapsedMilliseconds >= until && confirmed > 0)
                    break;
                Assert.IsType<Response.Committed>(await committing);
                confirmed = number;
            }
            daemon.Kill();
            await daemon.WaitForExitAsync(Token);
            if (committing is not null && await Task.WhenAny(committing) == committing && committing.IsCompletedSuccessfully)
                confirmed = number;
        }
    }
}
