using Router.Api.Contract;

namespace Router.Daemon.Status.Statements;

/// <summary>The request for a signed statement.</summary>
internal sealed class StatementReader(StatementWriter writer) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowStatement>((_, _) => writer.Write())];
}
