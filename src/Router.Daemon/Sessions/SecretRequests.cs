using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents.Help;

namespace Router.Daemon.Sessions;

/// <summary>
/// The requests about secrets. Those that change one change nothing that runs, but for what waits for a secret that was missing.
/// </summary>
internal static class SecretRequests
{
    /// <exception cref="RefusedException">It is in use, or can be none.</exception>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    /// <exception cref="IOException">It cannot be kept, or the name cannot be one.</exception>
    public static Response Answer(Request request, SharedServices services)
    {
        switch (request)
        {
            case Request.SetSecret set:
                if (SecretValue.Problem(set.Value) is { } unusable)
                    throw new RefusedException($"{set.Name} {unusable}");
                services.Secrets.Set(set.Name, set.Value);
                services.Candidates.Restored.ForgetSecret(set.Name);
                services.Events.Publish("secret", $"{set.Name} was set");
                return new Response.Done($"{set.Name} is set; what uses it takes it at the next commit");
            case Request.DeleteSecret delete:
                Named.Check("secret", delete.Name, services.Secrets.Names(), "show secrets lists them");
                Named.CheckUnused(
                    "secret",
                    delete.Name,
                    services.Engine,
                    content => SecretNames.Uses(content.Document).Where(use => use.Name == delete.Name).Select(use => use.Path));
                services.Secrets.Remove(delete.Name);
                return new Response.Done($"{delete.Name} is forgotten");
            default:
                return new Response.Secrets(services.Secrets.Names());
        }
    }
}
