using System.Diagnostics;
using Router.Api;
using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;
using Router.Testing;

namespace Router.Netns.Tests.Survival;

/// <summary>
/// The real daemon on the real kernel and a real disk, with things broken before it starts, before a commit, or before one is taken back:
/// it is reached, the network and the accounts are there, and it says what is missing. <see cref="Seeds"/> says how to try
/// others.
/// </summary>
public sealed class RealSurvivalTests : IDisposable
{
    private const int Runs = 10;
    private readonly RealDaemon router = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    private static string Document(int number) =>
        $$"""
        version: 1
        system:
          hostname: r{{number}}
          users:
            anna: { role: admin, password: !secret anna, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna@laptop"] }
            nas: { role: files, password: !secret nas }
        interfaces:
          lan: { device: eth1, zone: lan, addresses: [10.1.{{number}}.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.9.0.1/24] }
        routes: { 172.16.0.0/12: { via: 10.9.0.7 } }
        firewall: { policies: { lan -> router: [dhcp, dns, icmp] } }
        services:
          ssh: { zones: [lan] }
          dns: { upstream: [9.9.9.9] }
          files: { zones: [lan], shares: { media: { path: media, write: [nas] } } }

        """;

    [Fact]
    public async Task AnythingBroken_AtAnyStep_IsReachedAndSaysWhatIsMissing()
    {
        foreach (var seed in Seeds.OfSurvival(Runs))
        {
            var random = new Random(seed);
            var broken = random.GetItems([.. Breakage.All], random.Next(1, 3)).DistinctBy(b => b.Name.Split(' ')[0]).ToList();
            var step = random.Next(3);
            try
            {
                await TryAsync(broken, step);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"{Seeds.Again(seed)}, step {step}, {string.Join(", ", broken.Select(b => b.Name))}: {exception.Message}",
                    exception);
            }
        }
    }

    private async Task TryAsync(List<Breakage> broken, int step)
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        foreach (var (port, end) in new[] { ("eth1", "eth8"), ("eth2", "eth7") })
        {
            await kernel.IpAsync($"link add {port} type veth peer name {end}");
            await kernel.IpAsync($"link set {end} up");
        }
        var daemon = await router.StartAsync(kernel);
        try
        {
            await using (var client = router.Connect())
            {
                await StoreAsync(client);
                Committed(await client.SendAsync(new Request.CommitFile(Document(1), null, null), Token));
            }
            if (step == 0)
            {
                await EndAsync(daemon);
                await kernel.IpAsync("address flush dev eth1");
                await BreakAsync(broken, kernel);
                daemon = await router.StartAsync(kernel);
            }
            else
            {
                await CommitAsync(broken, step, kernel);
            }
            await LookAsync(kernel, broken);
            foreach (var thing in broken)
                await thing.Mend(router, kernel);
            await using var again = router.Connect();
            await StoreAsync(again);
            Committed(await again.SendAsync(new Request.CommitFile(Document(1), null, null), Token));
            Assert.Empty(await NotesAsync(again));
        }
        finally
        {
            await EndAsync(daemon);
        }
    }

    /// <summary>Step 1: broken before a commit, which is refused; 2: before one that is taken back.</summary>
    private async Task CommitAsync(List<Breakage> broken, int step, NetworkNamespace kernel)
    {
        await using var client = router.Connect();
        if (step == 1)
            await BreakAsync(broken, kernel);
        var committed = await client.SendAsync(new Request.CommitFile(Document(2), 5, null), Token);
        if (step == 1 && broken.Exists(b => b.Name == "secrets are gone"))
            Assert.IsType<Response.Failed>(committed);
        if (step == 2)
            await BreakAsync(broken, kernel);
        if (committed is Response.Committed)
            Assert.IsType<Response.Done>(await client.SendAsync(new Request.Rollback(null), Token));
    }

    private async Task BreakAsync(List<Breakage> broken, NetworkNamespace kernel)
    {
        foreach (var thing in broken)
            await thing.Break(router, kernel);
    }

    private async Task LookAsync(NetworkNamespace kernel, List<Breakage> broken)
    {
        await using var client = router.Connect();
        var version = Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token));
        Assert.Equal("r1", version.Hostname);
        Assert.Contains("10.1.1.1/24", await kernel.IpAsync("address show dev eth1"), StringComparison.Ordinal);
        Assert.Contains("chain", await kernel.ProgramAsync("nft", "list table inet router"), StringComparison.Ordinal);
        Assert.Contains("\nanna:", await File.ReadAllTextAsync($"{router.Root}/etc/passwd", Token), StringComparison.Ordinal);
        if (broken.Exists(b => b.Name == "secrets are gone") && version.Configuration.Notes.Count == 0)
            Assert.Contains("anna:$6$", await File.ReadAllTextAsync($"{router.Root}/etc/shadow", Token), StringComparison.Ordinal);
    }

    private static async Task StoreAsync(RouterClient client)
    {
        foreach (var (secret, value) in new[] { ("anna", "pw"), ("nas", "pw2") })
            Assert.IsType<Response.Done>(await client.SendAsync(new Request.SetSecret(secret, value), Token));
    }

    private static void Committed(Response answer) =>
        Assert.True(answer is Response.Committed, $"{answer} {string.Join("; ", (answer as Response.Failed)?.Problems ?? [])}");

    private static async Task<IReadOnlyList<string>> NotesAsync(RouterClient client) =>
        Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token)).Configuration.Notes;

    private static async Task EndAsync(Process daemon)
    {
        daemon.Kill();
        await daemon.WaitForExitAsync(Token);
        daemon.Dispose();
    }
}
