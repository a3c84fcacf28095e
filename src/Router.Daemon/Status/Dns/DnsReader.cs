using System.Globalization;
using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Features.Dns;

namespace Router.Daemon.Status.Dns;

/// <summary>The resolver: what it answered by itself, and whom it asked.</summary>
internal sealed class DnsReader(ConfigurationEngine engine) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowDns>(async (_, _) => await ReadAsync(CancellationToken.None))];

    private async Task<Response.Dns> ReadAsync(CancellationToken stopping)
    {
        var servers = await ResolverCounts.TextsAsync("servers.bind", stopping)
            ?? throw new NotFoundException("the resolver does not answer", "show services says whether it runs");
        return new Response.Dns(
            await CountAsync("cachesize"), await CountAsync("insertions"), await CountAsync("evictions"),
            await CountAsync("hits"), await CountAsync("misses"), Servers(servers, engine.Running.Content.Config.Services.Dns));

        async Task<long> CountAsync(string name) => await ResolverCounts.CountAsync($"{name}.bind", stopping) ?? 0;
    }

    /// <summary>
    /// Each as <c>ADDRESS#PORT ASKED FAILED</c>; whoever asks for the resolver (over TLS, or because it checks signatures) stands for those
    /// that it asks.
    /// </summary>
    internal static IReadOnlyList<DnsServerStatus> Servers(IReadOnlyList<string> texts, DnsConfig? dns) =>
    [
        .. texts.Select(text => text.Split(' ')).Where(words => words.Length == 3)
            .Select(words => new DnsServerStatus(Name(words[0], dns), Number(words[1]), Number(words[2]))),
    ];

    private static string Name(string server, DnsConfig? dns) =>
        dns is { IsRelayed: true } && server == DnsConfig.RelayServer
            ? dns.Upstream.Count == 0 ? "from the root on" : string.Join(", ", dns.Upstream)
        : server.EndsWith("#53", StringComparison.Ordinal) ? server[..^3]
        : server;

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
