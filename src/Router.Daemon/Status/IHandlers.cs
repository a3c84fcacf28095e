namespace Router.Daemon.Status;

/// <summary>Answers requests of one thing.</summary>
internal interface IHandlers
{
    IEnumerable<Handler> Handlers { get; }
}
