using Router.Api.Contract;
using Router.Core.Edges;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Status.Firewall;

/// <summary>The rules that the kernel has, with their counters.</summary>
internal sealed class FirewallReader : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowFirewall>((_, _) => ReadAsync())];

    private static async Task<Response> ReadAsync()
    {
        var (code, words) = await ProgramRunner.RunAsync("nft", ["list", "table", "inet", "router"], "", CancellationToken.None);
        if (code == 0)
            return RulesetListing.Parse(words, NamedCounters.Read());
        return words.Contains("No such file or directory", StringComparison.Ordinal)
            ? new Response.Firewall(Loaded: false, null, [])
            : throw new ApplyException("nft list table inet router", 0, words);
    }
}
