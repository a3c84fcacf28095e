using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Several clients of the real daemon commit at the same moment, again and again.</summary>
public sealed class ConcurrentCommitTests : IDisposable
{
    private const int Clients = 4, Rounds = 12;
    private readonly RealDaemon router = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task Commits_AtOnce_AreOneOrBusyAndNeverMixed()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await kernel.IpAsync("link add eth0 type veth peer name eth9");
        using var daemon = await router.StartAsync(kernel);
        var clients = Enumerable.Range(0, Clients).Select(_ => router.Connect()).ToList();
        var busy = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(clients.Select((client, i) =>
                client.SendAsync(new Request.CommitFile(RealDaemon.Document((round * Clients) + i + 1), null, null), Token)));

            Assert.Contains(answers, answer => answer is Response.Committed);
            foreach (var failed in answers.OfType<Response.Failed>())
            {
                Assert.Equal(FailureKind.Busy, failed.Kind);
                Assert.Contains("is committing since", failed.Message, StringComparison.Ordinal);
                busy++;
            }
            var running = await router.HostnameAsync();
            Assert.Equal(running, (await kernel.ProgramAsync("hostname", "")).Trim());
            Assert.Contains($"inet 10.0.{running[1..]}.1/24", await kernel.IpAsync("-4 -o address show eth0"), StringComparison.Ordinal);
        }
        Assert.True(busy > 0, "no two of them ever met");
        foreach (var client in clients)
            await client.DisposeAsync();
        daemon.Kill();
        await daemon.WaitForExitAsync(Token);
    }
}
