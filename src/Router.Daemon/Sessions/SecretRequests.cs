using Router.Api.Contract;
using Router.Core.Config.Help;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>The requests about secrets. Those that change one change nothing that runs, but for what waits for a secret that was missing.</summary>
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
                if (Uses(delete.Name, services.Engine) is { Count: > 0 } uses)
                    throw new RefusedException($"the secret {delete.Name} is in use: {string.Join("; ", uses)}", "take it out of the configuration and commit that first");
                services.Secrets.Remove(delete.Name);
                return new Response.Done($"{delete.Name} is forgotten");
            default:
                return new Response.Secrets(services.Secrets.Names());
        }
    }

    /// <summary>Where what runs, or what a commit that waits goes back to, names it.</summary>
    private static IReadOnlyList<string> Uses(string name, ConfigurationEngine engine) =>
    [
        .. ((RunningConfiguration?[])[engine.Running, engine.Pending?.Before]).OfType<RunningConfiguration>()
            .SelectMany(configuration => SecretNames.Uses(configuration.Content.Document)).Where(use => use.Name == name).Select(use => use.Path).Distinct(),
    ];
}
