using System.Text;
using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Linux.Edges;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Namespaces;

/// <summary>
/// A router in a namespace of its own, with files of its own below a temporary folder: the product's edges on the real kernel.
/// Its ports are <c>eth0</c>, <c>eth1</c> …; the other end of each is <c>eth0</c> in a namespace of its own.
/// </summary>
internal sealed class RouterUnderTest : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-netns-");
    private readonly List<NetworkNamespace> neighbours = [];
    private readonly LinuxChangeApplier applier;
    private readonly ComparedState state;

    private RouterUnderTest(NetworkNamespace kernel)
    {
        Kernel = kernel;
        Paths = new LinuxPaths(Path.Combine(folder.FullName, "root"), Path.Combine(folder.FullName, "run"));
        state = new ComparedState(Paths);
        applier = new LinuxChangeApplier(Paths, new NoServices());
    }

    /// <summary>What documents may name beside themselves.</summary>
    public Surroundings Around { get; init; } = Surroundings.None;

    public MemorySecrets Secrets { get; } = new();

    public NetworkNamespace Kernel { get; }

    public LinuxPaths Paths { get; }

    public INetworkState State => state;

    public IChangeApplier Applier => applier;

    /// <summary>What is plugged into each port.</summary>
    public IReadOnlyList<NetworkNamespace> Neighbours => neighbours;

    public static async Task<RouterUnderTest> CreateAsync(int ports, Surroundings? around = null)
    {
        var router = new RouterUnderTest(await NetworkNamespace.CreateAsync()) { Around = around ?? Surroundings.None };
        for (var port = 0; port < ports; port++)
        {
            var neighbour = await NetworkNamespace.CreateAsync();
            router.neighbours.Add(neighbour);
            await router.Kernel.IpAsync($"link add eth{port} type veth peer name eth0 netns {neighbour.ThreadId}");
        }
        return router;
    }

    /// <summary>Gives each neighbour in turn an address, and a default route where it has a gateway.</summary>
    public async Task AddressNeighboursAsync(params (string Address, string? Gateway)[] hosts)
    {
        for (var i = 0; i < hosts.Length; i++)
        {
            await neighbours[i].IpAsync($"address add {hosts[i].Address} dev eth0");
            await neighbours[i].IpAsync("link set eth0 up");
            if (hosts[i].Gateway is { } gateway)
                await neighbours[i].IpAsync($"route add default via {gateway}");
        }
    }

    /// <summary>What the document asks for, on these ports.</summary>
    public async Task<DesiredState> BuildAsync(string document)
    {
        var reading = ConfigValidator.Check(Encoding.UTF8.GetBytes(document), Around);
        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems.Select(problem => problem.ToString("document"))));
        var links = await Kernel.RunAsync(() => State.ReadLinksAsync(counters: false, default));
        var built = DesiredStateBuilder.Build(
            reading.Config, new BuildContext(BoardFacts.None, links, Secrets, BaseAccounts.Minimal));
        Assert.Empty(built.Problems);
        return built.State!;
    }

    public async Task<TransactionResult> TryApplyAsync(string document, IChangeApplier? applier = null) =>
        await TryApplyAsync(await BuildAsync(document), applier);

    public Task<TransactionResult> TryApplyAsync(DesiredState desired, IChangeApplier? applier = null) =>
        Kernel.RunAsync(() => new Transaction(State, applier ?? Applier).RunAsync(desired, dryRun: false, null, default));

    /// <summary>Fails the test where the document cannot be applied.</summary>
    public async Task ApplyAsync(string document)
    {
        var result = await TryApplyAsync(document);
        Assert.True(result is TransactionResult.Applied or TransactionResult.Unchanged, result.ToString());
    }

    /// <summary>Beside the product, for comparing with what that makes.</summary>
    public async Task LoadByNftAsync(string ruleset)
    {
        Directory.CreateDirectory(Paths.Runtime);
        var file = Path.Combine(Paths.Runtime, "whole.nft");
        await File.WriteAllTextAsync(file, ruleset, TestContext.Current.CancellationToken);
        await Kernel.ProgramAsync("nft", $"-f {file}");
    }

    /// <summary>The table in the kernel, words of a line in an order of ours: it lists elements of a hash in one of its own.</summary>
    public async Task<string> ListFirewallAsync(string table = RulesetFingerprint.Table) => string.Join(
        '\n',
        (await Kernel.ProgramAsync("nft", $"-s list table inet {table}")).Split('\n')
            .Select(line => line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))
            .Select(words => string.Join(' ', words)));

    public Task<ObservedState> ObserveAsync(DesiredState scope) => Kernel.RunAsync(() => State.ReadAsync(scope, default));

    public async ValueTask DisposeAsync()
    {
        foreach (var neighbour in neighbours)
            await neighbour.DisposeAsync();
        applier.Dispose();
        state.Dispose();
        await Kernel.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
