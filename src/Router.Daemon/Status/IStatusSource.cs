using Router.Api.Contract;
using Router.Daemon.Generations;
using Router.Features.Configuration;

namespace Router.Daemon.Status;

/// <summary>What is there, for <c>show</c> and for completion.</summary>
internal interface IStatusSource
{
    /// <summary>Null: the request is about something else.</summary>
    Task<Response?> AnswerAsync(Request request);

    /// <summary>The kernel's name of an interface that a person names by either name.</summary>
    /// <exception cref="Engine.NotFoundException">There is none.</exception>
    Task<string> DeviceOfAsync(string name, CancellationToken stopping);

    IEnumerable<(string Name, string Help)> InterfaceNames();

    Task<IReadOnlyList<string>> ServiceNamesAsync(CancellationToken stopping);

    /// <summary>What a commit would do, with secrets and set files as <paramref name="restored"/> has them.</summary>
    /// <exception cref="Engine.InvalidDocumentException">It would be refused.</exception>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    Task<Response.Forecast> ForecastAsync(ConfigReading reading, KeptValues restored);

    /// <summary>What completion has to know from outside of the document.</summary>
    Surroundings Surroundings { get; }

    /// <summary>Tries a document against a connection to the router, before anything is touched.</summary>
    /// <exception cref="Engine.InvalidDocumentException">It would be cut: by what.</exception>
    /// <exception cref="Core.Edges.ApplyException">It cannot be tried here.</exception>
    Task ProveAsync(ConfigReading reading, KeptValues restored, Core.Flows.Flow connection, CancellationToken stopping);
}
