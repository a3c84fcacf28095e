using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Documents.Help;

namespace Router.Daemon.Status.Secrets;

/// <summary>
/// The requests about secrets. Those that change one change nothing that runs, but for what waits for a secret that was missing.
/// </summary>
internal sealed class SecretRequests(
    ISecretStore secrets, RestoredValues restored, ConfigurationEngine engine, EventHub events) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowSecrets>((_, _) => new Response.Secrets(secrets.Names())),
        Handler.Logged<Request.SetSecret>((set, _) => Set(set.Name, set.Value)),
        Handler.Logged<Request.DeleteSecret>((delete, _) => Delete(delete.Name)),
    ];

    /// <exception cref="RefusedException">It can be none.</exception>
    /// <exception cref="IOException">It cannot be kept, or the name cannot be one.</exception>
    private Response.Done Set(string name, string value)
    {
        if (SecretValue.Problem(value) is { } unusable)
            throw new RefusedException($"{name} {unusable}");
        secrets.Set(name, value);
        restored.ForgetSecret(name);
        events.Publish("secret", $"{name} was set");
        return new Response.Done($"{name} is set; what uses it takes it at the next commit");
    }

    /// <exception cref="RefusedException">It is in use.</exception>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    private Response.Done Delete(string name)
    {
        Named.Check("secret", name, secrets.Names(), "show secrets lists them");
        Named.CheckUnused(
            "secret", name, engine, content => SecretNames.Uses(content.Document).Where(use => use.Name == name).Select(use => use.Path));
        secrets.Remove(name);
        return new Response.Done($"{name} is forgotten");
    }
}
