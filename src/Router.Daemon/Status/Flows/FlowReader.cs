using Router.Api.Contract;
using Router.Core.Flows;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Flows;
using Router.Linux.Edges.Scratch;

namespace Router.Daemon.Status.Flows;

/// <summary>Answers <c>why</c>: the running configuration in a scratch namespace, which is made when first asked for.</summary>
internal sealed class FlowReader(ConfigurationEngine engine, Device device, RuntimePaths paths, KeptAddresses lists) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.Why>((why, _) => ReadAsync(why.Words, CancellationToken.None))];

    private readonly Lazy<ScratchRouter> scratch = new(
        () => new ScratchRouter(Path.Combine(Path.GetDirectoryName(paths.Socket)!, "scratch"), lists));

    private async Task<Response> ReadAsync(IReadOnlyList<string> words, CancellationToken stopping)
    {
        var flow = Flow.Parse(words, out var wrong)
            ?? throw new RefusedException(wrong, "such as: tcp 10.0.0.5:1234 -> 192.0.2.1:443 from lan");
        var content = engine.Running.Content;
        var (topology, links) = await device.TopologyAsync(content.Config, stopping);
        var (desired, _) = await device.ObserveAsync(content, stopping);
        var input = FlowOrigin.Find(flow, content.Config, topology, desired, out var problem);
        if (problem is not null)
            throw new RefusedException(problem);
        var learned = LearnedRoutes.Read(links);
        var trace = await scratch.Value.TraceAsync(desired, learned, flow, input, stopping);
        return new Response.Flow(FlowAnswers.Explain(content.Document, content.Config, topology, trace, lists));
    }

    /// <summary>Tries a document against a connection to the router, before anything is touched.</summary>
    /// <exception cref="InvalidDocumentException">It would be cut: by what.</exception>
    /// <exception cref="Core.Edges.ApplyException">It cannot be tried here.</exception>
    public async Task ProveAsync(ConfigReading reading, KeptValues restored, Flow connection, CancellationToken stopping)
    {
        if (LearnedRoutes.LinkTo(connection.Source!) is not { } link)
            return;
        var content = await CheckedDocuments.CheckAsync(reading, restored, device, stopping);
        if ((await device.BuildAsync(content, stopping)).State is not { } desired)
            return; // The commit itself says why.
        if (!desired.Links.TryGetValue(link, out var input) || input.Master is not null || !input.Up)
            throw Cut(
                connection,
                [new Problem(
                    "interfaces",
                    $"the connection arrives on {link}, which {(input is null ? "no interface is on" : input.Up ? "would be a port" : "would be down")}")]);
        var (topology, links) = await device.TopologyAsync(content.Config, stopping);
        var (trace, answered) = await scratch.Value.ConnectAsync(desired, LearnedRoutes.Read(links), connection, link, stopping);
        if (answered)
            return;
        var answer = FlowAnswers.Explain(content.Document, content.Config, topology, trace, lists);
        var reason = answer.Verdict == FlowVerdict.Accepted ? "no answer would leave the router" : answer.Reason;
        throw Cut(
            connection,
            [
                new Problem("interfaces", reason),
                .. answer.Causes.Select(cause => new Problem(cause.Path, cause.Effect) { Line = cause.Line, Column = 1 })
            ]);
    }

    private static InvalidDocumentException Cut(Flow connection, IReadOnlyList<Problem> problems) => new(
        $"this would cut your own connection ({connection}); commit confirm MINUTES goes back by itself, --force means it; nothing was changed",
        problems);
}
